package io.plumbline.detector.monitor;

import io.plumbline.elk.ElasticsearchConnection;
import io.plumbline.elk.JsonAnswer;
import java.io.IOException;
import java.time.Instant;

/** Stores telemetry of one service, a piece at a time. */
record Stream(ElasticsearchConnection connection, String service) {
  /** Requests a second apart in [from, to). */
  void requests(Instant from, Instant to, boolean failed) throws IOException {
    StringBuilder bulk = new StringBuilder();
    for (Instant at = from; at.isBefore(to); at = at.plusSeconds(1)) {
      bulk.append("{\"create\":{\"_index\":\"traces-generic.otel-default\"}}\n");
      bulk.append("{").append(head(at)).append(", \"kind\": \"Server\", \"name\": \"GET /\"");
      bulk.append(", \"trace_id\": \"2\", \"span_id\": \"1\", \"duration\": 5000000");
      bulk.append(", \"status\": {\"code\": \"")
          .append(failed ? "Error" : "Unset")
          .append("\"}}\n");
    }
    store(bulk);
  }

  /** Log records of severity error, so many milliseconds after a time. */
  void errorLogs(Instant from, int... millis) throws IOException {
    StringBuilder bulk = new StringBuilder();
    for (int one : millis) {
      bulk.append("{\"create\":{\"_index\":\"logs-generic.otel-default\"}}\n");
      bulk.append("{").append(head(from.plusMillis(one))).append(", \"severity_number\": 17");
      bulk.append(", \"body\": {\"text\": \"no connection\"}}\n");
    }
    store(bulk);
  }

  private String head(Instant at) {
    return "\"@timestamp\": \""
        + at
        + "\", \"resource\": {\"attributes\": {\"service.name\": \""
        + service
        + "\"}}";
  }

  private void store(StringBuilder bulk) throws IOException {
    JsonAnswer answer = connection.send("POST", "/_bulk?refresh=true", bulk.toString());
    if (answer.orThrow("Storing telemetry").path("errors").asBoolean()) {
      throw new IOException("Some telemetry was refused: " + answer);
    }
  }
}
