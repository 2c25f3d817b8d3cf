/**
 * The OpenTelemetry SDK of one service: set up by the standard environment variables, with every
 * exported item counted.
 */
@NullMarked
package io.plumbline.samples.telemetry;

import org.jspecify.annotations.NullMarked;
