/**
 * Rows of numbers: what a service did in a window of time, aggregated by Elasticsearch out of
 * stored traces, logs and metrics. Beside the features of the whole service a row has those of its
 * facets: operations, callees, types of requests, metrics.
 */
@NullMarked
package io.plumbline.detector.features;

import org.jspecify.annotations.NullMarked;
