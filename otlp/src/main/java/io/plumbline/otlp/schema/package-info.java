/**
 * The messages of OTLP: field numbers as constants for code that reads and writes them one by one,
 * and {@link io.plumbline.otlp.schema.MessageType} for code that treats all messages alike. A test
 * compares both with the official descriptors.
 */
@NullMarked
package io.plumbline.otlp.schema;

import org.jspecify.annotations.NullMarked;
