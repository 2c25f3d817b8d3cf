package io.plumbline.detector.rules;

import java.time.Instant;

/** A single error of a service: a failed request, or a log record of severity error. */
public record ErrorEvent(String service, Instant at) {}
