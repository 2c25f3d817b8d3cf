package io.plumbline.engine.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.plumbline.engine.telemetry.MetricsConfig.PrometheusReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus's text format 0.0.4, with names as the Collector has them: as the meter was
 * registered, without {@code _total} and without a unit unless a reader asks for them. A name with
 * dots, which only Micrometer's own meters have, gets underscores and its unit.
 */
final class PrometheusText {
  private final PrometheusReader reader;
  private final Map<String, String> resource;
  private final Map<String, String> constantLabels = new TreeMap<>();
  private final StringBuilder out = new StringBuilder(16 << 10);

  private PrometheusText(PrometheusReader reader, Map<String, String> resource) {
    this.reader = reader;
    this.resource = resource;
    resource.forEach((name, value) -> {
      if (reader.constantLabels().stream().anyMatch(pattern -> matches(pattern, name))) {
        constantLabels.put(labelName(name), value);
      }
    });
  }

  /** All meters, sorted by name and labels, after {@code target_info} with the resource. */
  static String write(MeterRegistry meters, PrometheusReader reader, Map<String, String> resource) {
    return new PrometheusText(reader, resource).write(meters);
  }

  private String write(MeterRegistry meters) {
    Map<String, List<Meter>> byName = new TreeMap<>();
    for (Meter meter : meters.getMeters()) {
      if (meter.getId().syntheticAssociation() != null) {
        continue; // A gauge that the registry derives from a histogram, for each of its buckets.
      }
      byName.computeIfAbsent(name(meter), _ -> new ArrayList<>()).add(meter);
    }
    byName.forEach(this::family);
    Map<String, String> labels = new TreeMap<>();
    resource.forEach((name, value) -> labels.put(labelName(name), value));
    header("target_info", "Target metadata", "gauge");
    line("target_info", labels, 1);
    return out.toString();
  }

  private void family(String name, List<Meter> meters) {
    Meter first = meters.getFirst();
    String description = first.getId().getDescription();
    header(name, description == null ? "" : description, type(first));
    Map<String, Meter> sorted = new TreeMap<>();
    meters.forEach(meter -> sorted.put(labels(meter).toString(), meter));
    sorted.values().forEach(meter -> series(name, meter));
  }

  private static String type(Meter meter) {
    return switch (meter) {
      case Counter _, FunctionCounter _ -> "counter";
      case DistributionSummary summary -> hasBuckets(summary.takeSnapshot());
      case Timer timer -> hasBuckets(timer.takeSnapshot());
      case FunctionTimer _ -> "summary";
      default -> "gauge";
    };
  }

  private static String hasBuckets(HistogramSnapshot snapshot) {
    return snapshot.histogramCounts().length > 0 ? "histogram" : "summary";
  }

  private void series(String name, Meter meter) {
    Map<String, String> labels = labels(meter);
    switch (meter) {
      case Counter counter -> line(name, labels, counter.count());
      case FunctionCounter counter -> line(name, labels, counter.count());
      case TimeGauge gauge -> line(name, labels, gauge.value(TimeUnit.SECONDS));
      case Gauge gauge -> line(name, labels, gauge.value());
      case DistributionSummary summary -> {
        HistogramSnapshot snapshot = summary.takeSnapshot();
        distribution(name, labels, snapshot, snapshot.total(), null);
      }
      case Timer timer -> {
        HistogramSnapshot snapshot = timer.takeSnapshot();
        distribution(name, labels, snapshot, snapshot.total(TimeUnit.SECONDS), TimeUnit.SECONDS);
      }
      case FunctionTimer timer -> {
        line(name + "_sum", labels, timer.totalTime(TimeUnit.SECONDS));
        line(name + "_count", labels, timer.count());
      }
      case LongTaskTimer timer -> line(name, labels, timer.duration(TimeUnit.SECONDS));
      default -> meter.measure().forEach(m -> line(name, labels, m.getValue()));
    }
  }

  private void distribution(
      String name,
      Map<String, String> labels,
      HistogramSnapshot snapshot,
      double sum,
      @Nullable TimeUnit unit) {
    CountAtBucket[] buckets = snapshot.histogramCounts();
    for (CountAtBucket bucket : buckets) {
      double bound = unit == null ? bucket.bucket() : bucket.bucket(unit);
      if (bound != Double.POSITIVE_INFINITY) {
        line(name + "_bucket", with(labels, "le", number(bound)), bucket.count());
      }
    }
    if (buckets.length > 0) {
      line(name + "_bucket", with(labels, "le", "+Inf"), (double) snapshot.count());
    }
    line(name + "_sum", labels, sum);
    line(name + "_count", labels, (double) snapshot.count());
  }

  private static Map<String, String> with(Map<String, String> labels, String name, String value) {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(name, value);
    return more;
  }

  private String name(Meter meter) {
    String registered = meter.getId().getName();
    String unit = meter.getId().getBaseUnit();
    boolean foreign = registered.indexOf('.') >= 0;
    String name = registered.replaceAll("[^a-zA-Z0-9_:]", "_");
    boolean timed = meter instanceof Timer || meter instanceof FunctionTimer;
    String suffix = timed ? "seconds" : unit;
    if ((foreign || !reader.withoutUnits()) && suffix != null && !name.endsWith("_" + suffix)) {
      name += "_" + suffix.replaceAll("[^a-zA-Z0-9_:]", "_");
    }
    boolean counter = meter instanceof Counter || meter instanceof FunctionCounter;
    return counter && !reader.withoutTypeSuffix() && !name.endsWith("_total")
        ? name + "_total"
        : name;
  }

  private Map<String, String> labels(Meter meter) {
    Map<String, String> labels = new TreeMap<>(constantLabels);
    for (Tag tag : meter.getId().getTagsAsIterable()) {
      labels.put(labelName(tag.getKey()), tag.getValue());
    }
    return labels;
  }

  private void header(String name, String help, String type) {
    String escaped = help.replace("\\", "\\\\").replace("\n", "\\n");
    out.append("# HELP ").append(name).append(' ').append(escaped).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void line(String name, Map<String, String> labels, double value) {
    out.append(name);
    if (!labels.isEmpty()) {
      char before = '{';
      for (Map.Entry<String, String> label : labels.entrySet()) {
        out.append(before).append(label.getKey()).append("=\"");
        out.append(escape(label.getValue())).append('"');
        before = ',';
      }
      out.append('}');
    }
    out.append(' ').append(number(value)).append('\n');
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String labelName(String name) {
    return name.replaceAll("[^a-zA-Z0-9_]", "_");
  }

  private static boolean matches(String pattern, String name) {
    int star = pattern.indexOf('*');
    return star < 0
        ? pattern.equals(name)
        : name.length() >= pattern.length() - 1
            && name.startsWith(pattern.substring(0, star))
            && name.endsWith(pattern.substring(star + 1));
  }

  /** A whole number without a fraction, as long as a double holds it exactly. */
  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1L << 53
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
