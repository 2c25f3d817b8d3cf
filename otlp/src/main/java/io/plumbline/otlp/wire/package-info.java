/**
 * Protocol Buffers' wire format and nothing of OTLP: tags, varints, fixed numbers, lengths and
 * strings, read from and written to byte arrays. What is read here was checked before, by {@code
 * Batch.read}.
 */
@NullMarked
package io.plumbline.otlp.wire;

import org.jspecify.annotations.NullMarked;
