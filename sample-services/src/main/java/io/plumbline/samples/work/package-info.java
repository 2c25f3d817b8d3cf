/**
 * Simulated work: how long it takes (drawn from distributions) and what lets that time pass, a
 * parked thread in a running service or a turned clock in history.
 */
@NullMarked
package io.plumbline.samples.work;

import org.jspecify.annotations.NullMarked;
