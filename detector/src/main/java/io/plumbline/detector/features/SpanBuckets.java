package io.plumbline.detector.features;

import io.plumbline.detector.features.FeatureTable.Cell;
import io.plumbline.detector.graph.Peer;
import java.time.Instant;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Puts the buckets of {@link SignalQueries#traces} into a table. */
final class SpanBuckets {
  /** Of fewer, the slowest twentieth is less than one: their p95 would be the slowest one. */
  private static final int P95_MIN = 20;

  private final FeatureTable table;
  private final WindowGrid grid;
  private final Scope scope;

  SpanBuckets(FeatureTable table, WindowGrid grid, Scope scope) {
    this.table = table;
    this.grid = grid;
    this.scope = scope;
  }

  /**
   * Spans that were counted together.
   *
   * @param millis sum of their durations
   * @param p95 of their durations in ms, NaN where it is not known
   */
  private record Spans(double count, double errors, double millis, double p95) {
    static final Spans NONE = new Spans(0, 0, 0, Double.NaN);

    static Spans of(JsonNode bucket) {
      return new Spans(
          bucket.path("doc_count").asLong(0),
          bucket.path("errors").path("doc_count").asLong(0),
          bucket.path("nanos").path("value").asDouble(0) / 1e6,
          FeatureSearch.number(bucket.path("latency").path("values").path("95.0")) / 1e6);
    }

    Spans plus(Spans other) {
      return count == 0
          ? other
          : new Spans(
              count + other.count, errors + other.errors, millis + other.millis, Double.NaN);
    }

    Spans minus(Spans other) {
      return new Spans(
          Math.max(0, count - other.count),
          Math.max(0, errors - other.errors),
          Math.max(0, millis - other.millis),
          Double.NaN);
    }

    /** In the order of the features of facets of requests. */
    double[] values(long seconds) {
      double rate = count / seconds;
      return count == 0
          ? new double[] {0, Double.NaN, Double.NaN, Double.NaN}
          : new double[] {rate, errors / count, millis / count, count < P95_MIN ? Double.NaN : p95};
    }
  }

  void put(JsonNode bucket) {
    String service = bucket.path("key").path("service").asString();
    Instant start = Instant.ofEpochMilli(bucket.path("key").path("window").asLong());
    Cell cell = table.cell(service, start);
    Spans called = calls(service, start, cell, bucket.path("calls"));
    JsonNode requests = bucket.path("requests");
    Spans all = Spans.of(requests);
    cell.put(Feature.REQUEST_RATE, all.count / grid.seconds());
    if (all.count == 0) {
      return;
    }
    cell.served(all.count, all.millis);
    cell.put(Feature.ERROR_RATE, all.errors / all.count);
    cell.put(Feature.SELF_ERROR_RATE, all.minus(called).errors / all.count);
    cell.put(Feature.SELF_TIME, all.minus(called).millis / all.count);
    JsonNode latency = requests.path("latency").path("values");
    cell.put(Feature.LATENCY_P50, FeatureSearch.number(latency.path("50.0")) / 1e6);
    cell.put(Feature.LATENCY_P95, all.p95);
    cell.put(Feature.LATENCY_P99, FeatureSearch.number(latency.path("99.0")) / 1e6);
    operations(service, cell, requests.path("operations").path("buckets"), all);
    types(cell, Facet.Kind.SERVED, requests.path("types"));
  }

  /**
   * Puts what is known of calls to others.
   *
   * @return the calls that another observed service answers for
   */
  private Spans calls(String service, Instant start, Cell cell, JsonNode calls) {
    types(cell, Facet.Kind.CALLED, calls.path("types"));
    Spans observed = Spans.NONE;
    TreeMap<String, Spans> callees = new TreeMap<>();
    for (JsonNode address : calls.path("peers").path("addresses").path("buckets")) {
      for (JsonNode port : address.path("ports").path("buckets")) {
        Peer peer = new Peer(service, address.path("key").asString(), port.path("key").asLong());
        if (!scope.topology().external().contains(peer)) {
          Spans spans = Spans.of(port);
          observed = observed.plus(spans);
          Set<String> answering = scope.topology().answering(peer);
          if (answering.isEmpty()) {
            cell.callsUnknownPeer();
            table.unknownPeer(peer);
          }
          if (answering.size() == 1) {
            callees.merge(answering.iterator().next(), spans, Spans::plus);
          }
        }
      }
    }
    callees.forEach((callee, spans) -> {
      cell.put(new Facet(Facet.Kind.CALLEE, callee), spans.values(grid.seconds()));
      table.cell(callee, start).waited(spans.count, spans.millis);
    });
    return observed;
  }

  private void operations(String service, Cell cell, JsonNode buckets, Spans all) {
    Spans others = all;
    for (JsonNode bucket : buckets) {
      String name = bucket.path("key").asString();
      if (scope.isWatched(service, name)) {
        Spans spans = Spans.of(bucket);
        cell.put(new Facet(Facet.Kind.OPERATION, name), spans.values(grid.seconds()));
        others = others.minus(spans);
      }
    }
    if (scope.operations().containsKey(service)) {
      cell.put(Facet.OTHER_OPERATIONS, others.values(grid.seconds()));
    }
  }

  private void types(Cell cell, Facet.Kind kind, JsonNode types) {
    types
        .path("buckets")
        .properties()
        .forEach(type -> {
          Spans spans = Spans.of(type.getValue());
          if (spans.count > 0) {
            cell.put(new Facet(kind, type.getKey()), spans.values(grid.seconds()));
          }
        });
  }
}
