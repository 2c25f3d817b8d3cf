package io.plumbline.otlp;

import io.plumbline.otlp.schema.MessageType;
import io.plumbline.otlp.schema.Messages;

/** One of the kinds of telemetry that OTLP carries. */
public enum Signal {
  TRACES("traces", "spans"),
  METRICS("metrics", "metric_points"),
  LOGS("logs", "log_records");

  private final String id;
  private final String itemsName;

  Signal(String id, String itemsName) {
    this.id = id;
    this.itemsName = itemsName;
  }

  /**
   * The name in configuration files and URL paths: {@code traces}, {@code metrics}, {@code logs}.
   */
  public String id() {
    return id;
  }

  /** What one item is called in the Collector's metric names, in the plural. */
  public String itemsName() {
    return itemsName;
  }

  /** The type of this signal's export requests. */
  public MessageType requestType() {
    return switch (this) {
      case TRACES -> Messages.EXPORT_TRACE_SERVICE_REQUEST;
      case METRICS -> Messages.EXPORT_METRICS_SERVICE_REQUEST;
      case LOGS -> Messages.EXPORT_LOGS_SERVICE_REQUEST;
    };
  }
}
