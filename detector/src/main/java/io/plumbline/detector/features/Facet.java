package io.plumbline.detector.features;

import io.plumbline.detector.model.Column;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A side of a service that has numbers of its own, so that what goes wrong in a small part of its
 * traffic does not drown in the whole.
 *
 * @param name of the operation, the callee, the type of request, the log template, or the metric
 */
public record Facet(Kind kind, String name) implements Comparable<Facet> {
  /** All operations that are not watched one by one. */
  static final Facet OTHER_OPERATIONS = new Facet(Kind.OPERATION, "other operations");

  private static final List<Feature> OF_REQUESTS =
      List.of(Feature.REQUEST_RATE, Feature.ERROR_RATE, Feature.LATENCY_MEAN, Feature.LATENCY_P95);

  private static final List<Feature> OF_LOGS = List.of(Feature.RECORD_RATE);

  private static final List<Feature> OF_METRICS = List.of(Feature.VALUE);

  /** What a facet is about. */
  public enum Kind {
    /** Requests served by the name of their spans, such as {@code GET /orders/{id}}. */
    OPERATION,
    /** Requests served of a type, see {@link RequestType}. */
    SERVED,
    /** Calls made to another observed service. */
    CALLEE,
    /** Calls made of a type, whoever answers them. */
    CALLED,
    /** Log records of a template, see {@link WatchedTemplate}. */
    LOG,
    /** Points of a metric, see {@link MetricSource}. */
    METRIC,
    /**
     * Points of a metric of the host that the service runs on. They explain what is odd, and are
     * not odd by themselves: a host may be busy with what nobody waits for.
     */
    HOST;

    /** What is known of such a facet, in the order of its values. */
    public List<Feature> features() {
      return switch (this) {
        case OPERATION, SERVED, CALLEE, CALLED -> OF_REQUESTS;
        case LOG -> OF_LOGS;
        case METRIC, HOST -> OF_METRICS;
      };
    }

    public List<Column> columns(Duration window) {
      return Feature.columns(features(), window);
    }

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The facet in documents and files, as in "operation:GET /orders". */
  public String id() {
    return kind.id() + ":" + name;
  }

  /**
   * The facet of an {@link #id}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Facet of(String id) {
    int colon = id.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("no facet: " + id);
    }
    return new Facet(
        Kind.valueOf(id.substring(0, colon).toUpperCase(Locale.ROOT)), id.substring(colon + 1));
  }

  /** The facet in sentences. */
  public String label() {
    return switch (kind) {
      case OPERATION, METRIC -> name;
      case SERVED -> RequestType.label(name) + " requests";
      case LOG -> "log \"" + name + "\"";
      case HOST -> "host " + name;
      case CALLEE -> "calls to " + name;
      case CALLED -> RequestType.label(name) + " calls";
    };
  }

  /** Whether what is odd in it is odd in the service. */
  public boolean isOwn() {
    return kind != Kind.HOST;
  }

  /** The values of a window in which nothing of the kind happened. */
  public double[] nothing() {
    return kind.features().stream()
        .mapToDouble(feature -> feature.isRate() ? 0 : Double.NaN)
        .toArray();
  }

  /** The values of a window of which nothing is known. */
  double[] unknown() {
    double[] values = new double[kind.features().size()];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  @Override
  public int compareTo(Facet other) {
    int byKind = kind.compareTo(other.kind);
    return byKind == 0 ? name.compareTo(other.name) : byKind;
  }
}
