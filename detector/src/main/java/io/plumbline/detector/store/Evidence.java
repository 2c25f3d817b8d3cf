package io.plumbline.detector.store;

import java.time.Instant;

/**
 * An odd window of an incident.
 *
 * @param time its end
 * @param message which features were how odd
 * @param traces a query for the window's traces, in Kibana's language
 * @param logs the same for its logs
 * @param metrics the same for its metrics
 */
public record Evidence(
    Instant time,
    String service,
    double score,
    String message,
    String traces,
    String logs,
    String metrics) {}
