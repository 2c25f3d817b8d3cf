/** Sends OTLP over HTTP, as protobuf or as JSON. */
@NullMarked
package io.plumbline.engine.exporter.otlphttp;

import org.jspecify.annotations.NullMarked;
