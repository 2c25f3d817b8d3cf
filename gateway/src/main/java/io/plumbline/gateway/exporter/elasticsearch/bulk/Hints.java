package io.plumbline.gateway.exporter.elasticsearch.bulk;

/** What a person can do about refusals that are often a matter of setting things up. */
final class Hints {
  private Hints() {}

  static String of(String errorType, String reason) {
    if (errorType.equals("index_not_found_exception")) {
      return reason.contains("require_data_stream")
          ? "install index templates for traces-*.otel-*, metrics-*.otel-* and logs-*.otel-*"
          : "create the index, or let Elasticsearch create it (action.auto_create_index)";
    }
    if (reason.contains("Can't find dynamic template")) {
      return "the index templates lack dynamic templates for metrics: install those of mapping"
          + " mode otel";
    }
    if (reason.contains("require_data_stream") && errorType.equals("illegal_argument_exception")) {
      return "Elasticsearch 8.12 or newer is needed";
    }
    if (reason.contains("time series index")) {
      return "the document's time lies outside of what the time series index takes";
    }
    return "";
  }
}
