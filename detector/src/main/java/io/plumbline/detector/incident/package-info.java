/**
 * Anomalous windows joined into incidents over time and the service graph, each with its likely
 * cause.
 */
@NullMarked
package io.plumbline.detector.incident;

import org.jspecify.annotations.NullMarked;
