/**
 * Telemetry as bytes. A {@link io.plumbline.otlp.Batch} holds the bytes of one OTLP export request;
 * cursors are reusable views over them; nothing here builds an object per span, data point or log
 * record.
 */
@NullMarked
package io.plumbline.otlp;

import org.jspecify.annotations.NullMarked;
