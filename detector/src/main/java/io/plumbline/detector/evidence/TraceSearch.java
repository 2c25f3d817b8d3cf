package io.plumbline.detector.evidence;

import io.plumbline.detector.incident.Note;
import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** Finds requests to look at first. */
public final class TraceSearch {
  private static final String FAILED = ", {\"term\": {\"status.code\": \"Error\"}}";

  private final Search search;

  public TraceSearch(Search search) {
    this.search = search;
  }

  /** The slowest request that failed in a stretch of time; if none did, the slowest. */
  public List<Note> worst(String service, Instant from, Instant to) throws IOException {
    Optional<Note> failed = first(Note.Kind.WORST_TRACE, service, from, to, "desc", 0, FAILED);
    Optional<Note> worst =
        failed.isPresent()
            ? failed
            : first(Note.Kind.WORST_TRACE, service, from, to, "desc", 0, "");
    return worst.map(List::of).orElse(List.of());
  }

  /**
   * A request that took about as long as usual.
   *
   * @param usualMillis the usual median of latency
   */
  public List<Note> typical(String service, double usualMillis, Instant from, Instant to)
      throws IOException {
    long nanos = Double.isNaN(usualMillis) ? 0 : Math.round(1e6 * usualMillis);
    return first(Note.Kind.TYPICAL_TRACE, service, from, to, "asc", nanos, "")
        .map(List::of)
        .orElse(List.of());
  }

  private Optional<Note> first(
      Note.Kind kind,
      String service,
      Instant from,
      Instant to,
      String order,
      long nanosMin,
      String more)
      throws IOException {
    String name = JsonMapper.shared().writeValueAsString(StringNode.valueOf(service));
    String query =
        """
        {"size": 1,
         "_source": ["trace_id"],
         "fields": [{"field": "@timestamp", "format": "strict_date_optional_time_nanos"}],
         "sort": [{"duration": "%s"}],
         "query": {"bool": {"filter": [
           {"range": {"@timestamp": {"gte": "%s", "lt": "%s"}}},
           {"range": {"duration": {"gte": %d}}},
           {"term": {"resource.attributes.service.name": %s}},
           {"terms": {"kind": ["Server", "Consumer"]}}%s]}}}
        """
            .formatted(order, from, to, nanosMin, name, more);
    List<Note> found = new ArrayList<>();
    for (JsonNode hit : search.hits(Search.TRACES, query)) {
      String trace = hit.path("_source").path("trace_id").asString("");
      found.add(new Note(kind, service, Search.time(hit), trace));
    }
    return found.stream().findFirst();
  }
}
