/**
 * Faults on demand: their kinds, what each does to a running service, how they are switched on and
 * off over HTTP, and the ground truth they leave behind.
 */
@NullMarked
package io.plumbline.samples.fault;

import org.jspecify.annotations.NullMarked;
