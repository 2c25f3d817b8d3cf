/** The {@code debug} exporter, which shows telemetry to a person. */
@NullMarked
package io.plumbline.engine.exporter.debug;

import org.jspecify.annotations.NullMarked;
