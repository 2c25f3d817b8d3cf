/** Searches of stored telemetry that fail as a whole or not at all, and page over aggregations. */
@NullMarked
package io.plumbline.detector.search;

import org.jspecify.annotations.NullMarked;
