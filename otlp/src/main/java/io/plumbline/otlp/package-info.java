/**
 * Telemetry as bytes. A {@link io.plumbline.otlp.Batch} holds the bytes of one OTLP export request;
 * cursors are reusable views over them; nothing here builds an object per span, data point or log
 * record. {@link io.plumbline.otlp.Batch#read} is the door: behind it bytes are known to be
 * well-formed and cursors do not check again. A cursor is wrapped around a message or moved with
 * {@code next}; what it lends, slices and cursors alike, is the same object each time and valid
 * until it is wrapped or moved again, or its owner is. Cursors are kept by one thread; batches are
 * immutable and shared freely.
 */
@NullMarked
package io.plumbline.otlp;

import org.jspecify.annotations.NullMarked;
