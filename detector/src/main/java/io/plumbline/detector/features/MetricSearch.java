package io.plumbline.detector.features;

import io.plumbline.detector.features.FeatureTable.Cell;
import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts the metrics of services into a table: CPU and heap as features of the service, those that
 * are watched as facets; and those of hosts as facets of the services that run there.
 */
final class MetricSearch {
  private final Search everywhere;
  private final Search search;
  private final WindowGrid grid;
  private final Scope scope;

  /**
   * A search.
   *
   * @param everywhere for hosts, which belong to no service
   * @param search for services
   */
  MetricSearch(Search everywhere, Search search, WindowGrid grid, Scope scope) {
    this.everywhere = everywhere;
    this.search = search;
    this.grid = grid;
    this.scope = scope;
  }

  void addTo(FeatureTable table, Instant from, Instant to) throws IOException {
    Map<MetricSource, MetricKind> kinds = MetricKind.of(search, scope.metrics());
    String range = SignalQueries.METRICS.formatted(from, to, grid.seconds());
    MetricPoints own = new MetricPoints(kinds, false, grid.seconds());
    search.eachBucket(Search.METRICS, with(own, range), bucket -> putServices(table, own, bucket));
    MetricPoints ofHosts = new MetricPoints(kinds, true, grid.seconds());
    if (!ofHosts.isEmpty()) {
      String hosts = SignalQueries.HOST_METRICS.formatted(from, to, grid.seconds());
      everywhere.eachBucket(
          Search.METRICS, with(ofHosts, hosts), bucket -> putHosts(table, ofHosts, bucket));
    }
    List<MetricSource> opaque = new ArrayList<>();
    for (Map.Entry<MetricSource, MetricKind> one : kinds.entrySet()) {
      if (one.getValue() == MetricKind.COUNTER) {
        new CounterSearch(search, grid).addTo(table, one.getKey(), from, to);
      }
      if (one.getValue() == MetricKind.OPAQUE_HISTOGRAM && !one.getKey().isUsual()) {
        opaque.add(one.getKey());
      }
    }
    if (!opaque.isEmpty()) {
      new HistogramSearch(search, grid).addTo(table, opaque, from, to);
    }
  }

  private static String with(MetricPoints points, String body) {
    ObjectNode search = (ObjectNode) JsonMapper.shared().readTree(body);
    points.addTo(
        (ArrayNode) search.path("query").path("bool").path("should"),
        (ObjectNode) search.path("aggs").path("rows").path("aggs"));
    return search.toString();
  }

  private static void putServices(FeatureTable table, MetricPoints points, JsonNode bucket) {
    JsonNode key = bucket.path("key");
    Instant start = Instant.ofEpochMilli(key.path("window").asLong());
    Cell cell = table.cell(key.path("service").asString(), start);
    double cpu = FeatureSearch.number(bucket.path("jvm_cpu").path("value"));
    double process = FeatureSearch.number(bucket.path("process_cpu").path("value"));
    cell.put(Feature.CPU, Double.isNaN(cpu) ? process : cpu);
    HeapPools heap = HeapPools.of(bucket.path("heap").path("pools").path("buckets"));
    cell.put(Feature.MEMORY, heap.used());
    cell.put(Feature.MEMORY_RETAINED, heap.retained());
    points.read(bucket, (facet, value) -> cell.put(facet, new double[] {value}));
    for (JsonNode host : bucket.path("hosts").path("buckets")) {
      cell.runsOn(host.path("key").asString());
    }
  }

  private static void putHosts(FeatureTable table, MetricPoints points, JsonNode bucket) {
    JsonNode key = bucket.path("key");
    Instant start = Instant.ofEpochMilli(key.path("window").asLong());
    String host = key.path("host").asString();
    points.read(bucket, (facet, value) -> table.host(host, start, facet, value));
  }
}
