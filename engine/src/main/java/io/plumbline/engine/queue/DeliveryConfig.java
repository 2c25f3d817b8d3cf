package io.plumbline.engine.queue;

import io.plumbline.engine.config.ConfigSection;
import java.time.Duration;

/**
 * The keys that exporters have in common: {@code timeout}, {@code retry_on_failure} and {@code
 * sending_queue}.
 *
 * @param timeout of one attempt; zero means none
 */
public record DeliveryConfig(Duration timeout, RetryConfig retry, QueueConfig queue) {

  public static final DeliveryConfig DEFAULT =
      new DeliveryConfig(Duration.ofSeconds(5), RetryConfig.DEFAULT, QueueConfig.DEFAULT);

  public DeliveryConfig withTimeout(Duration newTimeout) {
    return new DeliveryConfig(newTimeout, retry, queue);
  }

  public DeliveryConfig withRetry(RetryConfig newRetry) {
    return new DeliveryConfig(timeout, newRetry, queue);
  }

  public DeliveryConfig withQueue(QueueConfig newQueue) {
    return new DeliveryConfig(timeout, retry, newQueue);
  }

  /**
   * Reads all three from an exporter's section, whatever is not written from {@code defaults}. An
   * exporter that lacks one of them reads the others by themselves.
   */
  public static DeliveryConfig read(ConfigSection exporter, DeliveryConfig defaults) {
    return new DeliveryConfig(
        readTimeout(exporter, defaults.timeout),
        RetryConfig.read(exporter, defaults.retry),
        QueueConfig.read(exporter, defaults.queue));
  }

  /** Reads the key {@code timeout} of an exporter's section. */
  public static Duration readTimeout(ConfigSection exporter, Duration defaultTimeout) {
    Duration timeout = exporter.duration("timeout", defaultTimeout);
    if (timeout.isNegative()) {
      exporter.problem("'timeout' must be non-negative");
    }
    return timeout;
  }
}
