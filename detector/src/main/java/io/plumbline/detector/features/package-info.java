/**
 * Rows of numbers: what a service did in a window of time, aggregated by Elasticsearch out of
 * stored traces, logs and metrics.
 */
@NullMarked
package io.plumbline.detector.features;

import org.jspecify.annotations.NullMarked;
