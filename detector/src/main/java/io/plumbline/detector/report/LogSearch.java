package io.plumbline.detector.report;

import io.plumbline.detector.search.Search;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads texts of error and warning logs from a point in time of the indices, page by page. Of more
 * than are wanted it takes a random sample, so that counts can be scaled up.
 */
public final class LogSearch {
  private static final int PAGE = 5_000;

  private static final String TIME = "@timestamp";

  /** Severity numbers of OTLP: 13 and above are warnings, errors and fatal errors. */
  private static final int SEVERITY_MIN = 13;

  /** Any; the same one gives the same sample. */
  private static final long SEED = 42;

  private final ElasticsearchConnection connection;

  public LogSearch(ElasticsearchConnection connection) {
    this.connection = connection;
  }

  /** A log's text, who wrote it and when. */
  public record Line(String service, Instant time, String text) {}

  /**
   * Lines out of all that there are.
   *
   * @param total how many there are
   */
  public record Sample(long total, List<Line> lines) {
    static final Sample EMPTY = new Sample(0, List.of());

    /** How many lines each one stands for. */
    double weight() {
      return lines.isEmpty() ? 1 : (double) total / lines.size();
    }
  }

  /**
   * Lines from [from, to).
   *
   * @param max the most lines that are read
   * @param read is told of each page how many lines it had
   */
  public Sample sample(
      Instant from, Instant to, @Nullable String service, int max, IntConsumer read)
      throws IOException {
    String open = "/" + Search.LOGS + "/_pit?keep_alive=2m&ignore_unavailable=true";
    String pit =
        connection.send("POST", open, null).orThrow("Reading logs").path("id").asString("");
    if (pit.isEmpty()) {
      return Sample.EMPTY;
    }
    ObjectNode point = connection.json().createObjectNode().put("id", pit);
    try {
      return sample(query(from, to, service), point.deepCopy().put("keep_alive", "2m"), max, read);
    } finally {
      connection.send("DELETE", "/_pit", point.toString());
    }
  }

  private ObjectNode query(Instant from, Instant to, @Nullable String service) {
    ObjectNode query = connection.json().createObjectNode();
    var filter = query.putObject("bool").putArray("filter");
    filter
        .addObject()
        .putObject("range")
        .putObject(TIME)
        .put("gte", from.toString())
        .put("lt", to.toString());
    filter.addObject().putObject("range").putObject("severity_number").put("gte", SEVERITY_MIN);
    filter.addObject().putObject("exists").put("field", "body.text");
    if (service != null) {
      filter.addObject().putObject("term").put(Search.SERVICE, service);
    }
    return query;
  }

  private Sample sample(ObjectNode query, ObjectNode point, int max, IntConsumer read)
      throws IOException {
    ObjectNode search = connection.json().createObjectNode();
    search.set("pit", point);
    search.put("size", Math.min(PAGE, max)).put("track_total_hits", true);
    search.putArray("_source").add(Search.SERVICE).add("body.text");
    ObjectNode time = search.putArray("docvalue_fields").addObject();
    time.put("field", TIME).put("format", "strict_date_optional_time");
    ObjectNode scored = search.putObject("query").putObject("function_score");
    scored.set("query", query);
    scored.putObject("random_score").put("seed", SEED).put("field", "_seq_no");
    scored.put("boost_mode", "replace");
    search.putArray("sort").add("_score").addObject().put("_shard_doc", "asc");
    List<Line> lines = new ArrayList<>();
    long total = 0;
    while (lines.size() < max) {
      JsonNode hits =
          connection
              .send("POST", "/_search", search.toString())
              .orThrow("Reading logs")
              .path("hits");
      total = Math.max(total, hits.path("total").path("value").asLong(0));
      JsonNode page = hits.path("hits");
      page.forEach(hit -> lines.add(line(hit)));
      read.accept(page.size());
      if (page.size() < search.path("size").asInt()) {
        break;
      }
      search.set("search_after", page.path(page.size() - 1).path("sort"));
    }
    return new Sample(total, lines);
  }

  private static Line line(JsonNode hit) {
    JsonNode source = hit.path("_source");
    return new Line(
        source.path("resource").path("attributes").path("service.name").asString(""),
        Instant.parse(hit.path("fields").path(TIME).path(0).asString("")),
        source.path("body").path("text").asString(""));
  }
}
