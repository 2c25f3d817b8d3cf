package io.plumbline.detector.features;

import io.plumbline.detector.features.FeatureTable.Cell;
import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The rows of all services out of Elasticsearch: one composite aggregation per signal, paged, no
 * document is read.
 */
public final class FeatureSearch {
  private final Search search;
  private final WindowGrid grid;
  private final Scope scope;

  /** Rows on a grid; calls to external peers count as the caller's own work. */
  public FeatureSearch(Search search, WindowGrid grid, Scope scope) {
    this.search = search;
    this.grid = grid;
    this.scope = scope;
  }

  /**
   * The rows of [from, to), both on the grid, ordered by window, then service.
   *
   * @param alive services that get a row in every window, also when nothing was heard of them
   * @throws IOException when Elasticsearch does not answer or answers in part
   */
  public List<FeatureRow> rows(Instant from, Instant to, Set<String> alive) throws IOException {
    FeatureTable table = new FeatureTable(grid);
    addTo(table, from, to);
    return table.rows(from, to, alive);
  }

  /** Puts what was seen in [from, to), both on the grid, into a table. */
  public void addTo(FeatureTable table, Instant from, Instant to) throws IOException {
    String seconds = Long.toString(grid.seconds());
    String traces = SignalQueries.traces(scope.operationNames()).formatted(from, to, seconds);
    search.eachBucket(Search.TRACES, traces, new SpanBuckets(table, grid, scope)::put);
    String logs = SignalQueries.LOGS.formatted(from, to, seconds);
    search.eachBucket(Search.LOGS, logs, bucket -> putLogs(table, bucket));
    new MetricSearch(search, grid, scope).addTo(table, from, to);
  }

  private void putLogs(FeatureTable table, JsonNode bucket) {
    Cell cell = cell(table, bucket);
    JsonNode levels = bucket.path("levels").path("buckets");
    cell.put(Feature.LOG_ERROR_RATE, perSecond(levels.path("error")));
    cell.put(Feature.LOG_WARN_RATE, perSecond(levels.path("warn")));
    cell.put(Feature.LOG_INFO_RATE, perSecond(levels.path("info")));
  }

  private double perSecond(JsonNode bucket) {
    return (double) bucket.path("doc_count").asLong() / grid.seconds();
  }

  static double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : Double.NaN;
  }

  private static Cell cell(FeatureTable table, JsonNode bucket) {
    JsonNode key = bucket.path("key");
    Instant start = Instant.ofEpochMilli(key.path("window").asLong());
    return table.cell(key.path("service").asString(), start);
  }
}
