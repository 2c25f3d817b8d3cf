package io.plumbline.gateway.exporter.elasticsearch.document;

import java.time.Duration;

/** Some documents of a batch are not stored, and whoever has the batch should send it again. */
public final class UndeliveredException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final Duration delay;

  public UndeliveredException(String reason, Duration delay) {
    super(reason);
    this.reason = reason;
    this.delay = delay;
  }

  public String reason() {
    return reason;
  }

  /** How long Elasticsearch asked to wait; zero when it did not. */
  public Duration delay() {
    return delay;
  }
}
