package io.plumbline.detector.rules;

import java.time.Instant;

/** The errors of a service at one time: failed requests, or log records of severity error. */
record ErrorEvent(String service, Instant at, long count) {}
