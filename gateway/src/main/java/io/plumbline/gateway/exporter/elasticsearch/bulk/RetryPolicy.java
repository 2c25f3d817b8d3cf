package io.plumbline.gateway.exporter.elasticsearch.bulk;

import java.time.Duration;

/**
 * The block {@code retry}.
 *
 * @param maxRetries {@link #UNLIMITED} for no end
 */
public record RetryPolicy(int maxRetries, Duration initialInterval, Duration maxInterval) {
  public static final int UNLIMITED = Integer.MAX_VALUE;
}
