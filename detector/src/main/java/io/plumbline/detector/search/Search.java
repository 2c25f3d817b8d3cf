package io.plumbline.detector.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.plumbline.elk.ElasticsearchConnection;
import io.plumbline.elk.JsonAnswer;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
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

  private static final int PAGE = 1000;

  /** The answer about fields of which no index has any. */
  private static final int NOT_FOUND = 404;

  private final ElasticsearchConnection connection;
  private final Set<String> services;

  /** Searches of all there is. */
  public Search(ElasticsearchConnection connection) {
    this(connection, Set.of());
  }

  private Search(ElasticsearchConnection connection, Set<String> services) {
    this.connection = connection;
    this.services = services;
  }

  /** The same searches, of the telemetry of some services only. */
  public Search onlyOf(Set<String> some) {
    return new Search(connection, Set.copyOf(some));
  }

  private ObjectNode restricted(String body) {
    ObjectNode search = (ObjectNode) connection.json().readTree(body);
    if (!services.isEmpty()) {
      JsonNode query = search.path("query");
      ArrayNode filter = search.putObject("query").putObject("bool").putArray("filter");
      ArrayNode names = filter.addObject().putObject("terms").putArray(SERVICE);
      services.forEach(names::add);
      if (!query.isMissingNode()) {
        filter.add(query);
      }
    }
    return search;
  }

  /** The aggregations of a search without hits. */
  public JsonNode aggregate(String streams, String body) throws IOException {
    return search(streams, pathOf(streams) + "&size=0", restricted(body).toString())
        .path("aggregations");
  }

  /** The documents of a search that says itself how many and in which order. */
  public JsonNode hits(String streams, String body) throws IOException {
    return search(streams, pathOf(streams), restricted(body).toString()).path("hits").path("hits");
  }

  /**
   * How fields are mapped.
   *
   * @return by field, its mapping in each index that has it; without those that none has
   */
  public Map<String, List<JsonNode>> mappings(String streams, Collection<String> fields)
      throws IOException {
    String path =
        "/"
            + streams
            + "/_mapping/field/"
            + fields.stream().map(Search::encoded).collect(Collectors.joining(","))
            + "?ignore_unavailable=true&allow_no_indices=true";
    JsonAnswer answer = connection.send("GET", path, null);
    if (answer.status() == NOT_FOUND) {
      return Map.of();
    }
    JsonNode indices = answer.orThrow("Asking for the mappings of " + streams);
    Map<String, List<JsonNode>> mappings = new HashMap<>();
    for (JsonNode index : indices) {
      index
          .path("mappings")
          .properties()
          .forEach(field ->
              field
                  .getValue()
                  .path("mapping")
                  .forEach(mappings.computeIfAbsent(field.getKey(), _ -> new ArrayList<>())::add));
    }
    return mappings;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static String pathOf(String streams) {
    return "/" + streams + "/_search?ignore_unavailable=true&allow_no_indices=true";
  }

  private JsonNode search(String streams, String path, String body) throws IOException {
    JsonAnswer answer = connection.send("POST", path, body);
    JsonNode shards = answer.body().path("_shards");
    JsonNode failure = shards.path("failures").path(0);
    if (failure.isMissingNode()) {
      // Where there is no shard that did not fail.
      failure = answer.body().path("error").path("failed_shards").path(0);
    }
    if (!failure.isMissingNode() || shards.path("failed").asInt(0) > 0) {
      throw new IOException("Searching " + streams + ": " + reason(failure));
    }
    JsonNode whole = answer.orThrow("Searching " + streams);
    if (whole.path("timed_out").asBoolean(false)) {
      throw new IOException("Searching " + streams + " timed out");
    }
    return whole;
  }

  private static String reason(JsonNode failure) {
    JsonNode reason = failure.path("reason");
    String refused =
        "a shard of "
            + failure.path("index").asString("an index")
            + " failed: "
            + reason.path("reason").asString(reason.path("type").asString("no reason given"));
    return reason.path("type").asString("").equals("illegal_argument_exception")
        ? refused
            + " (if its fields have other types than elsewhere, reindex it into a stream of"
            + " Plumbline's templates, or give it another name)"
        : refused;
  }

  /**
   * The documents that a search finds, the earliest first unless it says otherwise, page by page
   * out of one snapshot.
   *
   * @param body a search with a query, without size
   * @param most after so many documents it ends
   * @param hit gets each with its {@code _id} and {@code _source}; see {@link #time}
   * @return count of documents
   */
  public int eachHit(String streams, String body, int most, Consumer<JsonNode> hit)
      throws IOException {
    String open = "/" + streams + "/_pit?keep_alive=2m&ignore_unavailable=true";
    String snapshot =
        connection.send("POST", open, null).orThrow("Searching " + streams).path("id").asString();
    ObjectNode search = restricted(body);
    search.putObject("pit").put("id", snapshot).put("keep_alive", "2m");
    if (!search.has("sort")) {
      search.putArray("sort").add("@timestamp").add("_shard_doc");
    }
    search
        .putArray("fields")
        .addObject()
        .put("field", "@timestamp")
        .put("format", "strict_date_optional_time_nanos");
    try {
      int count = 0;
      while (count < most) {
        int size = Math.min(PAGE, most - count);
        search.put("size", size);
        JsonNode hits = search(streams, "/_search", search.toString()).path("hits").path("hits");
        hits.forEach(hit);
        count += hits.size();
        if (hits.size() < size) {
          break;
        }
        search.set("search_after", hits.path(size - 1).path("sort"));
      }
      return count;
    } finally {
      ObjectNode close = connection.json().createObjectNode().put("id", snapshot);
      connection.send("DELETE", "/_pit", close.toString());
    }
  }

  /** When a document that was found happened. */
  public static Instant time(JsonNode hit) {
    return Instant.parse(hit.path("fields").path("@timestamp").path(0).asString(""));
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
