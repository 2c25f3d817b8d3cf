/**
 * What is normal for one service, learned from rows of numbers: what is usual at a time of day, the
 * widths of normal, three lenses (an isolation forest, a level and a change lens), their
 * calibration, and the score. Arithmetic only: no clock, no thread, no telemetry; the same seed and
 * rows give the same score to the bit.
 */
@NullMarked
package io.plumbline.detector.model;

import org.jspecify.annotations.NullMarked;
