package io.plumbline.agent.receiver.hostmetrics;

import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import io.plumbline.otlp.schema.CollectorFields.ExportMetricsServiceRequest;
import io.plumbline.otlp.schema.CommonFields.AnyValue;
import io.plumbline.otlp.schema.CommonFields.InstrumentationScope;
import io.plumbline.otlp.schema.CommonFields.KeyValue;
import io.plumbline.otlp.schema.MetricsFields.Gauge;
import io.plumbline.otlp.schema.MetricsFields.Metric;
import io.plumbline.otlp.schema.MetricsFields.NumberDataPoint;
import io.plumbline.otlp.schema.MetricsFields.ResourceMetrics;
import io.plumbline.otlp.schema.MetricsFields.ScopeMetrics;
import io.plumbline.otlp.schema.MetricsFields.Sum;
import io.plumbline.otlp.schema.ResourceFields.Resource;
import io.plumbline.otlp.wire.WireWriter;

/**
 * Writes one metrics request, top down: a resource, then its metrics, each followed by its points.
 * What is begun ends when the next of its kind begins. A metric without points leaves no trace.
 */
final class MetricsBuilder {
  /** {@code AGGREGATION_TEMPORALITY_CUMULATIVE} of metrics.proto. */
  private static final int CUMULATIVE = 2;

  private static final int NONE = -1;

  private final WireWriter writer = new WireWriter(8 << 10);
  private final String scope;
  private final MetricSwitches switches;
  private final long startNanos;
  private final long timeNanos;

  private int resourceMark = NONE;
  private int scopeMark = NONE;
  private int metricStart;
  private int metricMark = NONE;
  private int dataMark;
  private int pointCountBefore;
  private boolean monotonic;
  private boolean sum;
  private boolean wanted;
  private int pointCount;

  /**
   * A builder for one scrape.
   *
   * @param scope name of the instrumentation scope
   * @param switches which metrics are wanted
   * @param startNanos when cumulative sums began, epoch nanoseconds
   * @param timeNanos of every point, epoch nanoseconds
   */
  MetricsBuilder(String scope, MetricSwitches switches, long startNanos, long timeNanos) {
    this.scope = scope;
    this.switches = switches;
    this.startNanos = startNanos;
    this.timeNanos = timeNanos;
  }

  /**
   * Begins a resource with these attributes: name, value, name, value and so on; numbers stay
   * numbers.
   */
  MetricsBuilder resource(Object... attributes) {
    endResource();
    resourceMark = writer.beginMessage(ExportMetricsServiceRequest.RESOURCE_METRICS);
    int resource = writer.beginMessage(ResourceMetrics.RESOURCE);
    attributes(Resource.ATTRIBUTES, attributes);
    writer.endMessage(resource);
    scopeMark = writer.beginMessage(ResourceMetrics.SCOPE_METRICS);
    int scopeMessage = writer.beginMessage(ScopeMetrics.SCOPE);
    writer.stringField(InstrumentationScope.NAME, scope);
    writer.endMessage(scopeMessage);
    return this;
  }

  /** Begins a sum that only grows, counted since the start time. */
  MetricsBuilder counter(String name, String unit, String description) {
    return metric(name, unit, description, true, true);
  }

  /** Begins a sum that goes up and down. */
  MetricsBuilder upDownCounter(String name, String unit, String description) {
    return metric(name, unit, description, true, false);
  }

  MetricsBuilder gauge(String name, String unit, String description) {
    return metric(name, unit, description, false, false);
  }

  MetricsBuilder point(long value, Object... attributes) {
    int mark = writer.beginMessage(Sum.DATA_POINTS);
    writer.fixed64Field(NumberDataPoint.AS_INT, value);
    return endPoint(mark, attributes);
  }

  MetricsBuilder point(double value, Object... attributes) {
    int mark = writer.beginMessage(Sum.DATA_POINTS);
    writer.doubleField(NumberDataPoint.AS_DOUBLE, value);
    return endPoint(mark, attributes);
  }

  Batch build() {
    endResource();
    return Batch.trusted(Signal.METRICS, writer.toByteArray(), pointCount);
  }

  private MetricsBuilder metric(
      String name, String unit, String description, boolean sum, boolean monotonic) {
    assert scopeMark != NONE : "a metric needs a resource: " + name;
    endMetric();
    this.sum = sum;
    this.monotonic = monotonic;
    pointCountBefore = pointCount;
    metricStart = writer.sizeBytes();
    metricMark = writer.beginMessage(ScopeMetrics.METRICS);
    wanted = switches.enabled(name);
    writer.stringField(Metric.NAME, name);
    writer.stringField(Metric.DESCRIPTION, description);
    writer.stringField(Metric.UNIT, unit);
    dataMark = writer.beginMessage(sum ? Metric.SUM : Metric.GAUGE);
    return this;
  }

  private MetricsBuilder endPoint(int mark, Object... attributes) {
    attributes(NumberDataPoint.ATTRIBUTES, attributes);
    if (sum) {
      writer.fixed64Field(NumberDataPoint.START_TIME_UNIX_NANO, startNanos);
    }
    writer.fixed64Field(NumberDataPoint.TIME_UNIX_NANO, timeNanos);
    writer.endMessage(mark);
    pointCount++;
    return this;
  }

  private void endMetric() {
    if (metricMark == NONE) {
      return;
    }
    if (!wanted || pointCount == pointCountBefore) {
      writer.truncate(metricStart);
      pointCount = pointCountBefore;
    } else {
      if (sum) {
        writer.varintField(Sum.AGGREGATION_TEMPORALITY, CUMULATIVE);
        writer.boolField(Sum.IS_MONOTONIC, monotonic);
      }
      writer.endMessage(dataMark);
      writer.endMessage(metricMark);
    }
    metricMark = NONE;
  }

  private void endResource() {
    endMetric();
    if (resourceMark != NONE) {
      writer.endMessage(scopeMark);
      writer.endMessage(resourceMark);
      resourceMark = NONE;
      scopeMark = NONE;
    }
  }

  private void attributes(int fieldNumber, Object... attributes) {
    assert Sum.DATA_POINTS == Gauge.DATA_POINTS : "points are written before their kind matters";
    for (int index = 0; index < attributes.length; index += 2) {
      int pair = writer.beginMessage(fieldNumber);
      writer.stringField(KeyValue.KEY, (String) attributes[index]);
      int value = writer.beginMessage(KeyValue.VALUE);
      if (attributes[index + 1] instanceof Number number) {
        writer.varintField(AnyValue.INT_VALUE, number.longValue());
      } else {
        writer.stringField(AnyValue.STRING_VALUE, attributes[index + 1].toString());
      }
      writer.endMessage(value);
      writer.endMessage(pair);
    }
  }
}
