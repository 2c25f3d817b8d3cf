package io.plumbline.demo;

import java.time.Instant;

/** Ground truth: a fault that was switched on, when it began and when it was over. */
record InjectedFault(Fault fault, Instant start, Instant end) {}
