/**
 * Load runs: drives a collector with telemetry, catches what it sends on, and tells how much it
 * moved per second and per second of CPU, how much memory it took, how long senders waited, and
 * what was lost. Two systems run in turn.
 */
@NullMarked
package io.plumbline.bench;

import org.jspecify.annotations.NullMarked;
