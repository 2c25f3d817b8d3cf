package io.plumbline.detector.features;

import io.plumbline.detector.graph.Peer;
import io.plumbline.detector.graph.Topology;
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
  private final Set<Peer> external;

  /** Rows on a grid; calls to external peers count as the caller's own work. */
  public FeatureSearch(Search search, WindowGrid grid, Topology topology) {
    this.search = search;
    this.grid = grid;
    this.external = topology.external();
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
    String traces = SignalQueries.TRACES.formatted(from, to, seconds);
    search.eachBucket(Search.TRACES, traces, bucket -> putSpans(table, bucket));
    String logs = SignalQueries.LOGS.formatted(from, to, seconds);
    search.eachBucket(Search.LOGS, logs, bucket -> putLogs(table, bucket));
    String metrics = SignalQueries.METRICS.formatted(from, to, seconds);
    search.eachBucket(Search.METRICS, metrics, bucket -> putMetrics(table, bucket));
  }

  private void putSpans(FeatureTable table, JsonNode bucket) {
    Cell cell = new Cell(table, bucket);
    JsonNode requests = bucket.path("requests");
    long count = requests.path("doc_count").asLong();
    cell.put(Feature.REQUEST_RATE, (double) count / grid.seconds());
    if (count == 0) {
      return;
    }
    double nanos = requests.path("nanos").path("value").asDouble(0);
    double errors = requests.path("errors").path("doc_count").asLong();
    double calledNanos = 0;
    double calledErrors = 0;
    for (JsonNode address : bucket.path("calls").path("addresses").path("buckets")) {
      for (JsonNode port : address.path("ports").path("buckets")) {
        String name = address.path("key").asString();
        if (!external.contains(new Peer(cell.service, name, port.path("key").asLong()))) {
          calledNanos += port.path("nanos").path("value").asDouble(0);
          calledErrors += port.path("errors").path("doc_count").asLong();
        }
      }
    }
    cell.put(Feature.ERROR_RATE, errors / count);
    cell.put(Feature.SELF_ERROR_RATE, Math.max(0, errors - calledErrors) / count);
    cell.put(Feature.SELF_TIME, millis(Math.max(0, nanos - calledNanos) / count));
    JsonNode latency = requests.path("latency").path("values");
    cell.put(Feature.LATENCY_P50, millis(number(latency.path("50.0"))));
    cell.put(Feature.LATENCY_P95, millis(number(latency.path("95.0"))));
    cell.put(Feature.LATENCY_P99, millis(number(latency.path("99.0"))));
  }

  private void putLogs(FeatureTable table, JsonNode bucket) {
    Cell cell = new Cell(table, bucket);
    JsonNode levels = bucket.path("levels").path("buckets");
    cell.put(Feature.LOG_ERROR_RATE, perSecond(levels.path("error")));
    cell.put(Feature.LOG_WARN_RATE, perSecond(levels.path("warn")));
    cell.put(Feature.LOG_INFO_RATE, perSecond(levels.path("info")));
  }

  private void putMetrics(FeatureTable table, JsonNode bucket) {
    Cell cell = new Cell(table, bucket);
    double cpu = number(bucket.path("jvm_cpu").path("value"));
    cell.put(
        Feature.CPU, Double.isNaN(cpu) ? number(bucket.path("process_cpu").path("value")) : cpu);
    HeapPools heap = HeapPools.of(bucket.path("heap").path("pools").path("buckets"));
    cell.put(Feature.MEMORY, heap.used());
    cell.put(Feature.MEMORY_RETAINED, heap.retained());
  }

  private double perSecond(JsonNode bucket) {
    return (double) bucket.path("doc_count").asLong() / grid.seconds();
  }

  private static double millis(double nanos) {
    return nanos / 1e6;
  }

  static double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : Double.NaN;
  }

  /** A bucket's place in the table. */
  private static final class Cell {
    private final FeatureTable table;
    private final String service;
    private final Instant start;

    Cell(FeatureTable table, JsonNode bucket) {
      this.table = table;
      this.service = bucket.path("key").path("service").asString();
      this.start = Instant.ofEpochMilli(bucket.path("key").path("window").asLong());
    }

    void put(Feature feature, double value) {
      table.put(service, start, feature, value);
    }
  }
}
