package io.plumbline.detector.features;

import io.plumbline.detector.config.ConfigSection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A metric that is watched, and how its points of a window become one number.
 *
 * @param attributes that its points must have; others are left out
 * @param ofHost whether it is one of hosts, without a service of their own, and is told of the
 *     services that run on them
 */
public record MetricSource(
    String name, Aggregation aggregation, SortedMap<String, String> attributes, boolean ofHost) {
  /**
   * What is watched without being named: runtimes, pools and hosts, by the semantic conventions and
   * as the Collector's host metrics receiver names them.
   */
  public static final List<MetricSource> USUAL =
      List.of(
          of("jvm.thread.count", Aggregation.TOTAL),
          of("jvm.gc.duration", Aggregation.P95),
          of("process.memory.usage", Aggregation.AVERAGE),
          of("process.open_file_descriptor.count", Aggregation.AVERAGE),
          of("process.unix.file_descriptor.count", Aggregation.AVERAGE),
          of("http.server.active_requests", Aggregation.TOTAL),
          of("db.client.connection.count", Aggregation.TOTAL),
          of("db.client.connection.pending_requests", Aggregation.TOTAL),
          ofHost("system.cpu.load_average.1m", Map.of()),
          ofHost("system.memory.usage", Map.of("state", "used")),
          ofHost("system.filesystem.usage", Map.of("state", "used")));

  /** How points become a number. */
  public enum Aggregation {
    /** By the metric's kind: counters rate, histograms p95, all others average. */
    AUTO,
    AVERAGE,
    MAXIMUM,
    /** Sum over the points of an export, such as threads in any state; the mean over exports. */
    TOTAL,
    /** Growth a second: of a counter from point to point, of increments their sum. */
    RATE,
    P50,
    P95,
    P99;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The percentile that is asked for; 95 where none is. */
    int percentile() {
      return this == P50 ? 50 : this == P99 ? 99 : 95;
    }

    boolean isPercentile() {
      return this == P50 || this == P95 || this == P99;
    }
  }

  public MetricSource {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  private static MetricSource of(String name, Aggregation aggregation) {
    return new MetricSource(name, aggregation, new TreeMap<>(), false);
  }

  private static MetricSource ofHost(String name, Map<String, String> attributes) {
    return new MetricSource(name, Aggregation.AVERAGE, new TreeMap<>(attributes), true);
  }

  /**
   * Reads the list {@code metrics}, which adds to {@link #USUAL}; what is wrong is recorded in the
   * section.
   */
  public static List<MetricSource> read(ConfigSection section) {
    List<MetricSource> sources = new ArrayList<>(USUAL);
    for (ConfigSection one : section.sections("metrics")) {
      MetricSource source =
          new MetricSource(
              one.requiredString("name"),
              one.choice("aggregation", Aggregation.AUTO),
              new TreeMap<>(one.stringMap("attributes")),
              false);
      one.rejectUnknownKeys();
      if (sources.contains(source)) {
        one.problem(
            "name", "expected a metric that is not listed yet, found '" + source.name + "'");
      }
      sources.add(source);
    }
    return sources;
  }

  /** Whether nobody has to name it. */
  boolean isUsual() {
    return USUAL.contains(this);
  }

  /** Where the metric is in a document. */
  String field() {
    return "metrics." + name;
  }

  /** As in "orders.queue.size{queue=orders} maximum". */
  Facet facet() {
    String of = attributes.isEmpty() ? "" : attributes.toString().replace(", ", ",");
    String how = aggregation == Aggregation.AUTO ? "" : " " + aggregation.id();
    return new Facet(ofHost ? Facet.Kind.HOST : Facet.Kind.METRIC, name + of + how);
  }
}
