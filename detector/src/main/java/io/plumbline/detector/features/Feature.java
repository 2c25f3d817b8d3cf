package io.plumbline.detector.features;

import io.plumbline.detector.model.Column;
import io.plumbline.detector.model.Transform;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The numbers of a row, and of a facet. A feature knows its name, its unit, and the least width of
 * normal: below that a change is no news, however steady the training windows were.
 */
public enum Feature {
  /** Requests served a second: spans of kind SERVER and CONSUMER. */
  REQUEST_RATE("request_rate", "request rate", Unit.PER_SECOND),
  /** Share of requests whose span has status Error. */
  ERROR_RATE("error_rate", "error rate", Unit.SHARE),
  LATENCY_P50("latency_p50", "latency p50", Unit.MILLISECONDS),
  LATENCY_P95("latency_p95", "latency p95", Unit.MILLISECONDS),
  LATENCY_P99("latency_p99", "latency p99", Unit.MILLISECONDS),
  /**
   * Mean time a request spends in the service itself: its span less the spans of its calls to other
   * observed services. Calls to a database, or to somebody who is not observed, are not taken off,
   * since no other service answers for those.
   */
  SELF_TIME("self_time", "self time", Unit.MILLISECONDS),
  /**
   * Mean time that callers wait for the service beyond what it takes: their client spans less its
   * server spans. Nets, proxies and queues before it are charged to it.
   */
  EDGE_TIME("edge_time", "time on the way", Unit.MILLISECONDS),
  /** Share of requests that failed without a failed call to another service. */
  SELF_ERROR_RATE("self_error_rate", "own error rate", Unit.SHARE),
  LOG_ERROR_RATE("log_error_rate", "error logs", Unit.PER_SECOND),
  LOG_WARN_RATE("log_warn_rate", "warning logs", Unit.PER_SECOND),
  LOG_INFO_RATE("log_info_rate", "info logs", Unit.PER_SECOND),
  /** Share of the machine's processors that the process uses. */
  CPU("cpu", "CPU", Unit.SHARE),
  /** Heap in use. */
  MEMORY("memory", "memory", Unit.BYTES),
  /** Heap that outlived garbage collections: the old generation, or what was left after a GC. */
  MEMORY_RETAINED("memory_retained", "retained memory", Unit.BYTES),
  /** Of facets only. */
  LATENCY_MEAN("latency_mean", "mean latency", Unit.MILLISECONDS),
  /** Of facets only: log records a second. */
  RECORD_RATE("record_rate", "rate", Unit.PER_SECOND),
  /** Of facets only: what a metric has, in its own unit. */
  VALUE("value", "value", Unit.OWN);

  private static final List<Feature> ALL =
      Arrays.stream(values()).filter(one -> one.compareTo(LATENCY_MEAN) < 0).toList();

  private final String id;
  private final String label;
  private final Unit unit;

  /** What a feature is measured in, and how that is written for people. */
  private enum Unit {
    PER_SECOND("/s", 1),
    SHARE(" %", 100),
    MILLISECONDS(" ms", 1),
    BYTES(" MiB", 1.0 / (1 << 20)),
    OWN("", 1);

    private final String suffix;
    private final double factor;

    Unit(String suffix, double factor) {
      this.suffix = suffix;
      this.factor = factor;
    }
  }

  Feature(String id, String label, Unit unit) {
    this.id = id;
    this.label = label;
    this.unit = unit;
  }

  /** The features of a service, in the order of a row. */
  public static List<Feature> all() {
    return ALL;
  }

  /** The feature's name in documents, tables and files. */
  public String id() {
    return id;
  }

  /** The feature's name in sentences. */
  public String label() {
    return label;
  }

  /** Whether it counts events a second, so that no event means 0. */
  boolean isRate() {
    return unit == Unit.PER_SECOND;
  }

  /** Where the feature stands in a row: {@link #all} has the order of the declarations above. */
  @SuppressWarnings("EnumOrdinal")
  public int column() {
    return ordinal();
  }

  /** The columns of a model over rows of windows of this length, in the order of a row. */
  public static List<Column> columns(Duration window) {
    return columns(ALL, window);
  }

  /** The same of some features, the first of which is the request rate if there are shares. */
  static List<Column> columns(List<Feature> features, Duration window) {
    return features.stream().map(feature -> feature.column(window.toSeconds())).toList();
  }

  private Column column(long windowSeconds) {
    return switch (unit) {
      // One sd of a Poisson process; and 15 % of the rate, which is 7.5 % of its root.
      case PER_SECOND -> {
        boolean bothWays = this == REQUEST_RATE || this == LOG_INFO_RATE || this == RECORD_RATE;
        yield new Column(id, Transform.COUNT, windowSeconds, 1, 0.075, Column.NO_TRIALS, bothWays);
      }
      // CPU: 5 points. Shares of requests: from 0 to one in 1000 is a width, if not by chance.
      case SHARE ->
          this == CPU
              ? new Column(id, Transform.LINEAR, 0, 0.05, 0, Column.NO_TRIALS, false)
              : new Column(
                  id, Transform.SHARE, windowSeconds, 0.03, 0, REQUEST_RATE.column(), false);
      // 20 % of the value plus 5 ms; a p99 of few requests is their worst, so 30 %.
      case MILLISECONDS -> {
        double floor = this == LATENCY_P99 ? 0.3 : 0.2;
        yield new Column(id, Transform.LOGARITHM, 5, floor, 0, Column.NO_TRIALS, false);
      }
      // A quarter of what is usual, and some MiB: what is retained does not swing with collections.
      case BYTES -> {
        double floor = (this == MEMORY_RETAINED ? 5 : 16) << 20;
        yield new Column(id, Transform.LINEAR, 0, floor, 0.25, Column.NO_TRIALS, false);
      }
      // Nothing is known of the unit: a tenth of what is usual.
      case OWN -> new Column(id, Transform.LINEAR, 0, 1e-9, 0.1, Column.NO_TRIALS, true);
    };
  }

  /** A value with its unit, as in "840 ms", "4.2 %" or "none". */
  public String text(double value) {
    if (Double.isNaN(value)) {
      return "none";
    }
    return number(inUnit(value)) + unit.suffix;
  }

  /** A value in the unit that is shown to people. */
  public double inUnit(double value) {
    return value * unit.factor;
  }

  /** What follows a number in that unit, as in "/s" or " ms". */
  public String unitSuffix() {
    return unit.suffix;
  }

  /** A range with its unit once, as in "120–180 ms". */
  public String text(double low, double high) {
    String first = text(low);
    String second = text(high);
    if (!first.endsWith(unit.suffix) || first.equals(second)) {
      return second;
    }
    return first.substring(0, first.length() - unit.suffix.length()) + "–" + second;
  }

  private static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 || size == 0 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
