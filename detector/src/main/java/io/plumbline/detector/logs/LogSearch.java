package io.plumbline.detector.logs;

import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Reads the stored log records that say that something is wrong: warnings and worse. The others are
 * many times as many, and are counted by aggregation only.
 */
public final class LogSearch {
  /** Of one stretch of time; where there are more, the earliest say what it is about. */
  public static final int LINES_MAX = 50_000;

  private final Search search;

  public LogSearch(Search search) {
    this.search = search;
  }

  /**
   * Reads what was logged in [from, to), the earliest first.
   *
   * @return whether it was all of it
   */
  public boolean read(Instant from, Instant to, Consumer<LogLine> line) throws IOException {
    String query =
        """
        {"_source": ["body", "severity_number", "resource.attributes.service.name"],
         "query": {"bool": {"filter": [
           {"range": {"@timestamp": {"gte": "%s", "lt": "%s"}}},
           {"range": {"severity_number": {"gte": 13}}}]}}}
        """
            .formatted(from, to);
    int count = search.eachHit(Search.LOGS, query, LINES_MAX, hit -> line.accept(line(hit)));
    return count < LINES_MAX;
  }

  /** The record of a hit that has its body, severity and service. */
  public static LogLine line(JsonNode hit) {
    JsonNode source = hit.path("_source");
    JsonNode attributes = source.path("resource").path("attributes");
    JsonNode body = source.path("body");
    JsonNode text = body.path("text");
    return new LogLine(
        attributes.path("service.name").asString("unknown_service"),
        Search.time(hit),
        source.path("severity_number").asInt(0),
        text.isString() ? text.asString() : body.path("structured").toString());
  }
}
