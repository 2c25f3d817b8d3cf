/**
 * Fixed rules beside the learnt models: what is wrong whatever the past was like. Arithmetic over
 * feature rows, single errors, new log templates and batch executions; no clock, store or thread.
 */
@NullMarked
package io.plumbline.detector.rules;

import org.jspecify.annotations.NullMarked;
