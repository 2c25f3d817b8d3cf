package io.plumbline.detector.search;

import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Searches over all data streams of a signal. Streams that do not exist yet are empty; a search
 * that only part of the shards answered is an error, since numbers made of a part would mislead.
 */
public final class Search {
  public static final String TRACES = "traces-*.otel-*";
  public static final String LOGS = "logs-*.otel-*";
  public static final String METRICS = "metrics-*.otel-*";

  /** Where every signal keeps the name of the service. */
  public static final String SERVICE = "resource.attributes.service.name";

  private final ElasticsearchConnection connection;

  public Search(ElasticsearchConnection connection) {
    this.connection = connection;
  }

  /** The aggregations of a search without hits. */
  public JsonNode aggregate(String streams, String body) throws IOException {
    String path = "/" + streams + "/_search?ignore_unavailable=true&allow_no_indices=true&size=0";
    JsonNode answer = connection.send("POST", path, body).orThrow("Searching " + streams);
    JsonNode shards = answer.path("_shards");
    if (shards.path("failed").asInt(0) > 0) {
      String reason = shards.path("failures").path(0).path("reason").path("reason").asString("");
      throw new IOException(
          "Searching "
              + streams
              + ": "
              + shards.path("failed").asInt()
              + " of "
              + shards.path("total").asInt()
              + " shards failed: "
              + reason);
    }
    if (answer.path("timed_out").asBoolean(false)) {
      throw new IOException("Searching " + streams + " timed out");
    }
    return answer.path("aggregations");
  }

  /**
   * All buckets of a composite aggregation named {@code rows}, page by page.
   *
   * @param body a search whose {@code aggs.rows.composite} has sources and a size
   */
  public void eachBucket(String streams, String body, Consumer<JsonNode> bucket)
      throws IOException {
    ObjectNode search = (ObjectNode) connection.json().readTree(body);
    ObjectNode composite = (ObjectNode) search.path("aggs").path("rows").path("composite");
    while (true) {
      JsonNode page = aggregate(streams, search.toString()).path("rows");
      page.path("buckets").forEach(bucket);
      JsonNode after = page.path("after_key");
      if (after.isMissingNode() || page.path("buckets").isEmpty()) {
        return;
      }
      composite.set("after", after);
    }
  }
}
