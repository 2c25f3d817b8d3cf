/** Receives OTLP over gRPC and over HTTP. */
@NullMarked
package io.plumbline.engine.receiver.otlp;

import org.jspecify.annotations.NullMarked;
