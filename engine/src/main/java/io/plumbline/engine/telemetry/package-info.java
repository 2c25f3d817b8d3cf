/**
 * What the process says about itself: its log, its metrics under the Collector's names, and the
 * page they are read from.
 */
@NullMarked
package io.plumbline.engine.telemetry;

import org.jspecify.annotations.NullMarked;
