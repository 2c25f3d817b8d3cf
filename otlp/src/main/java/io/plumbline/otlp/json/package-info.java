/**
 * OTLP/JSON to bytes and back, by the schema of the messages: the dialect of the OTLP
 * specification, in which ids are hexadecimal, and everything that protobuf's own JSON mapping lets
 * a sender write.
 */
@NullMarked
package io.plumbline.otlp.json;

import org.jspecify.annotations.NullMarked;
