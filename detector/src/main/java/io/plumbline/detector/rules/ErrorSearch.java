package io.plumbline.detector.rules;

import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.rules.RuleConfig.ErrorCount;
import io.plumbline.detector.rules.RuleConfig.Source;
import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds when errors were, to the millisecond, by a paged aggregation that reads no document. What
 * was before a range is read with it as far as a rule reaches back, so that it does not matter
 * where ranges begin. A failed request counts when it began, as in features.
 */
public final class ErrorSearch {
  private static final String FAILED_REQUESTS =
      """
      {"terms": {"kind": ["Server", "Consumer"]}}, {"term": {"status.code": "Error"}}\
      """;

  private static final String ERROR_LOGS =
      """
      {"range": {"severity_number": {"gte": 17, "lte": 24}}}\
      """;

  private final Search search;
  private final WindowGrid grid;

  public ErrorSearch(Search search, WindowGrid grid) {
    this.search = search;
    this.grid = grid;
  }

  /** Where a rule is broken in [from, to), both on the grid, by the start of the window. */
  public Map<Instant, List<RuleFinding>> broken(ErrorCount rule, Instant from, Instant to)
      throws IOException {
    boolean ofRequests = rule.source() == Source.REQUESTS;
    SlidingCount count = new SlidingCount(rule, grid);
    search.eachBucket(
        ofRequests ? Search.TRACES : Search.LOGS,
        times(from.minus(rule.period()), to, ofRequests ? FAILED_REQUESTS : ERROR_LOGS),
        bucket ->
            count.add(
                new ErrorEvent(
                    bucket.path("key").path("service").asString(),
                    Instant.ofEpochMilli(bucket.path("key").path("at").asLong()),
                    bucket.path("doc_count").asLong())));
    Map<Instant, List<RuleFinding>> broken = new TreeMap<>();
    for (RuleFinding finding : count.findings()) {
      Instant start = count.start(finding);
      if (!start.isBefore(from)) {
        broken.computeIfAbsent(start, _ -> new ArrayList<>()).add(finding);
      }
    }
    return broken;
  }

  private static String times(Instant from, Instant to, String errors) {
    return """
    {"query": {"bool": {"filter": [
       {"range": {"@timestamp": {"gte": "%s", "lt": "%s"}}}, %s]}},
     "aggs": {"rows": {"composite": {"size": 10000, "sources": [
       {"service": {"terms": {"field": "resource.attributes.service.name"}}},
       {"at": {"date_histogram": {"field": "@timestamp", "fixed_interval": "1ms"}}}]}}}}
    """
        .formatted(from, to, errors);
  }
}
