package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.gateway.exporter.elasticsearch.document.Dropped.Reason;
import io.plumbline.otlp.MetricCursor;
import io.plumbline.otlp.MetricKind;
import io.plumbline.otlp.wire.Slice;
import org.jspecify.annotations.Nullable;

/**
 * Writes documents of metrics: first {@link #collect} for each metric of a scope, then {@link
 * #write} for each group of points.
 */
final class MetricDocuments {
  private static final int CUMULATIVE = 2;
  private static final byte[] DYNAMIC_TEMPLATES = JsonBuffer.ascii("\"dynamic_templates\":{");
  private static final byte[] METRICS_DOT = JsonBuffer.ascii("\"metrics.");
  private static final byte[] START_TIMESTAMP = JsonBuffer.ascii(",\"start_timestamp\":");
  private static final byte[] UNIT = JsonBuffer.ascii(",\"unit\":");
  private static final byte[] METRICS = JsonBuffer.ascii(",\"metrics\":{");
  private static final byte[] DOC_COUNT = JsonBuffer.ascii(",\"_doc_count\":");
  private static final byte[] NAMES_HASH = JsonBuffer.ascii(",\"_metric_names_hash\":\"");

  private final BulkBody body;
  private final ScopeContext context;
  private final ActionWriter action;
  private final Routes routes;
  private final Dropped dropped;
  private final MetricTable metrics = new MetricTable();
  private final PointGroups groups = new PointGroups();
  private final PointCursor point = new PointCursor();
  private final PointCursor first = new PointCursor();
  private final PointValues pointValues = new PointValues();
  private final SpecialAttributes specials = new SpecialAttributes();
  private final ValueWriter values = new ValueWriter(true, new SpecialAttributes());
  private final Murmur3 murmur = new Murmur3();
  private final Slice unit = new Slice();
  private final byte[] namesHash = new byte[Integer.BYTES];
  private int[] names = new int[64];

  MetricDocuments(BulkBody body, ScopeContext context, DocumentSettings settings, Dropped dropped) {
    this.body = body;
    this.context = context;
    this.dropped = dropped;
    action = new ActionWriter(body, settings.pipeline());
    routes = settings.metricRoutes();
  }

  /** Begins a scope. */
  void clear(byte[] buffer) {
    metrics.clear(buffer);
    groups.clear();
  }

  /** Sorts the points of a metric into groups. */
  void collect(MetricCursor metric) {
    MetricKind kind = metric.kind();
    boolean isHistogram = kind == MetricKind.HISTOGRAM || kind == MetricKind.EXPONENTIAL_HISTOGRAM;
    if (isHistogram && metric.aggregationTemporality() == CUMULATIVE) {
      dropped.add(Reason.CUMULATIVE_HISTOGRAM, metric.pointCount());
      return;
    }
    metrics.add(metric);
    while (metric.nextPoint()) {
      point.wrap(kind, metric.buffer(), metric.pointOffset(), metric.pointLength());
      Reason problem = problem(isHistogram);
      if (problem != null) {
        dropped.add(problem, 1);
      } else {
        groups.add(point, metric.pointOffset(), metric.pointLength(), metrics);
      }
    }
  }

  private @Nullable Reason problem(boolean isHistogram) {
    boolean aggregate = false;
    if (isHistogram) {
      specials.read(point.attributes());
      aggregate = specials.aggregate();
    }
    return pointValues.problem(point, aggregate);
  }

  int groupCount() {
    return groups.groupCount();
  }

  /** Writes the document of a group. */
  void write(int group) {
    int firstPoint = groups.firstPoint(group);
    view(first, firstPoint);
    specials.read(first.attributes());
    long time = first.timeUnixNano();
    Route route = routes.of(specials, context, time);
    JsonBuffer json = action.begin(route, id(group, route));
    writeTemplates(json, group);
    action.end(json, route, time);
    if (first.startTimeUnixNano() != 0) {
      json.raw(START_TIMESTAMP).timestamp(first.startTimeUnixNano());
    }
    Members.string(json, UNIT, unit);
    values.attributes(json, Members.ATTRIBUTES, first.attributes());
    writeMetrics(json, group);
    context.finish(json);
    body.finish(groups.size(group));
  }

  private void view(PointCursor cursor, int number) {
    cursor.wrap(
        metrics.kind(groups.metric(number)),
        metrics.buffer(),
        groups.offset(number),
        groups.length(number));
  }

  /** An id of all points in their order, each with the metric's name. */
  private byte[] id(int group, Route route) {
    long firstHalf = 0;
    long secondHalf = 0;
    int size = 0;
    if (names.length < groups.size(group)) {
      names = new int[groups.size(group) * 2];
    }
    for (int number = groups.firstPoint(group); number >= 0; number = groups.nextPoint(number)) {
      int name = metrics.name(groups.metric(number));
      hashPoint(number, metrics.names().hash(name));
      firstHalf = Long.rotateLeft(firstHalf, 5) * 31 + murmur.first();
      secondHalf = Long.rotateLeft(secondHalf, 5) * 31 + murmur.second();
      names[size++] = name;
    }
    int hash = metrics.names().hash(names, size);
    for (int index = 0; index < Integer.BYTES; index++) {
      namesHash[index] = (byte) (hash >>> (24 - 8 * index));
    }
    metrics.unit(groups.metric(groups.firstPoint(group)), unit);
    murmur.hash(unit.buffer(), unit.offset(), unit.length(), 0);
    return context.ids().of(route, firstHalf, secondHalf, murmur.first());
  }

  /** Hashes all bytes of a point: those of its attributes were, with the first like them. */
  private void hashPoint(int number, long seed) {
    byte[] buffer = metrics.buffer();
    int start = groups.offset(number);
    int attributes = groups.regionOffset(number);
    murmur.hash(buffer, start, attributes - start, seed + groups.regionHash(number));
    int rest = groups.regionEnd(number);
    int end = start + groups.length(number);
    if (rest < end) {
      murmur.hash(buffer, rest, end - rest, murmur.first());
    }
  }

  private void writeTemplates(JsonBuffer json, int group) {
    json.raw(DYNAMIC_TEMPLATES);
    for (int number = groups.firstPoint(group); number >= 0; number = groups.nextPoint(number)) {
      int metric = groups.metric(number);
      byte[] template = template(number, metrics.isCounter(metric));
      json.raw(METRICS_DOT);
      metrics.names().writeText(json, metrics.name(metric));
      json.raw(template);
      body.source(
          groups.offset(number),
          groups.offset(number) + groups.length(number),
          metrics.offset(metric),
          metrics.end(metric));
    }
    ValueWriter.closeInsteadOfComma(json, '}');
    json.raw(',');
  }

  private byte[] template(int number, boolean counter) {
    if (groups.isNumber(number)) {
      return PointValues.template(groups.isInt(number), counter);
    }
    view(point, number);
    return pointValues.template(point, specials.aggregate());
  }

  private void writeMetrics(JsonBuffer json, int group) {
    json.raw(METRICS);
    long docCount = 0;
    for (int number = groups.firstPoint(group); number >= 0; number = groups.nextPoint(number)) {
      metrics.names().write(json, metrics.name(groups.metric(number)));
      docCount = writeValue(json, number);
      json.raw(',');
    }
    ValueWriter.closeInsteadOfComma(json, '}');
    if (specials.docCount() && docCount != 0) {
      json.raw(DOC_COUNT).unsigned(docCount);
    }
    json.raw(NAMES_HASH).hex(namesHash, 0, namesHash.length).raw('"');
  }

  /** Writes a point's value; returns how many values were measured. */
  private long writeValue(JsonBuffer json, int number) {
    if (groups.isNumber(number)) {
      groups.writeNumber(json, number);
      return 1;
    }
    view(point, number);
    pointValues.write(json, point, specials.aggregate());
    return point.count();
  }
}
