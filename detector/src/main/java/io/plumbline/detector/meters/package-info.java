/**
 * The detector's own metrics, health and readiness, on a port of their own: what Prometheus and an
 * orchestrator ask.
 */
@NullMarked
package io.plumbline.detector.meters;

import org.jspecify.annotations.NullMarked;
