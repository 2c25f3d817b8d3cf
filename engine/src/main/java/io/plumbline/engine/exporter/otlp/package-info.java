/** Sends OTLP over gRPC. */
@NullMarked
package io.plumbline.engine.exporter.otlp;

import org.jspecify.annotations.NullMarked;
