/**
 * The whole system on one machine: starts every part as a process of its own, breaks the sample
 * services in turn, shows what the detector says about it, and proves at the end that no item of
 * telemetry was lost on the way.
 */
@NullMarked
package io.plumbline.demo;

import org.jspecify.annotations.NullMarked;
