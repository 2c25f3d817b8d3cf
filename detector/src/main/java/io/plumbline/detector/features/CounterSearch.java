package io.plumbline.detector.features;

import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns cumulative counters into rates: how much each series has grown since its point before, by
 * the time between them. A series that is lower than before has started again from 0.
 */
final class CounterSearch {
  /** How far back the point before the first window is looked for. */
  private static final Duration LOOK_BACK = Duration.ofSeconds(150);

  /** Documents whose attributes tell which make a series. */
  private static final int SAMPLE = 100;

  /** More attributes than this are no dimensions of a counter. */
  private static final int DIMENSIONS_MAX = 12;

  /** What tells processes of a service apart. */
  private static final List<String> INSTANCE =
      List.of("service.instance.id", "host.name", "container.id", "k8s.pod.uid", "process.pid");

  private final Search search;
  private final WindowGrid grid;
  private final JsonMapper json = JsonMapper.shared();

  CounterSearch(Search search, WindowGrid grid) {
    this.search = search;
    this.grid = grid;
  }

  private record Point(Instant time, double value) {}

  private record Place(String service, Instant start) {}

  /** Puts the rates of a counter in the windows of [from, to) into a table. */
  void addTo(FeatureTable table, MetricSource source, Instant from, Instant to) throws IOException {
    Duration back = grid.length().compareTo(LOOK_BACK) > 0 ? grid.length() : LOOK_BACK;
    Instant first = grid.floor(from.minus(back));
    List<String> dimensions = dimensions(source, first, to);
    Map<String, Point> last = new HashMap<>();
    Map<Place, Double> rates = new HashMap<>();
    search.eachBucket(
        Search.METRICS,
        body(source, dimensions, first, to),
        bucket -> {
          JsonNode key = bucket.path("key");
          JsonNode hit = bucket.path("last").path("hits").path("hits").path(0);
          double value = hit.path("fields").path(source.field()).path(0).asDouble(Double.NaN);
          Point now = new Point(Search.time(hit), value);
          Point before = last.put(series(key), now);
          Instant start = Instant.ofEpochMilli(key.path("window").asLong());
          if (before != null && !start.isBefore(from) && now.time.isAfter(before.time)) {
            double most = bucket.path("most").path("value").asDouble(value);
            double seconds = Duration.between(before.time, now.time).toNanos() / 1e9;
            rates.merge(
                new Place(key.path("service").asString(), start),
                growth(before.value, now.value, most) / seconds,
                Double::sum);
          }
        });
    rates.forEach((place, rate) ->
        table.cell(place.service, place.start).put(source.facet(), new double[] {rate}));
  }

  /** What was counted before it started again counts, as far as it was seen. */
  private static double growth(double before, double now, double most) {
    return now >= before ? now - before : now + Math.max(0, most - before);
  }

  private static String series(JsonNode key) {
    ObjectNode series = (ObjectNode) key.deepCopy();
    series.remove("window");
    return series.toString();
  }

  /** The fields that tell the series of a counter apart. */
  private List<String> dimensions(MetricSource source, Instant from, Instant to)
      throws IOException {
    ObjectNode body = json.createObjectNode();
    body.put("size", SAMPLE);
    body.putArray("_source").add("attributes").add("resource.attributes");
    writeQuery(body, source, from, to);
    Set<String> names = new TreeSet<>();
    for (JsonNode hit : search.hits(Search.METRICS, body.toString())) {
      hit.path("_source")
          .path("attributes")
          .propertyNames()
          .forEach(name -> names.add("attributes." + name));
      JsonNode resource = hit.path("_source").path("resource").path("attributes");
      for (String name : INSTANCE) {
        if (resource.has(name)) {
          names.add("resource.attributes." + name);
        }
      }
    }
    return names.stream().limit(DIMENSIONS_MAX).toList();
  }

  private static void writeQuery(ObjectNode body, MetricSource source, Instant from, Instant to) {
    ObjectNode filter = body.putObject("query");
    MetricPoints.writeFilter(filter, source, source.field());
    ObjectNode range = json(filter).addObject().putObject("range").putObject("@timestamp");
    range.put("gte", from.toString()).put("lt", to.toString());
  }

  private static ArrayNode json(ObjectNode filter) {
    return (ArrayNode) filter.path("bool").path("filter");
  }

  private String body(MetricSource source, List<String> dimensions, Instant from, Instant to) {
    ObjectNode body = json.createObjectNode();
    writeQuery(body, source, from, to);
    ObjectNode rows = body.putObject("aggs").putObject("rows");
    ObjectNode composite = rows.putObject("composite").put("size", 1000);
    ArrayNode sources = composite.putArray("sources");
    ObjectNode window = sources.addObject().putObject("window").putObject("date_histogram");
    window.put("field", "@timestamp").put("fixed_interval", grid.seconds() + "s");
    Map<String, String> fields = new TreeMap<>();
    for (String field : dimensions) {
      fields.put("dimension" + fields.size(), field);
    }
    sources.addObject().putObject("service").putObject("terms").put("field", Search.SERVICE);
    fields.forEach((name, field) ->
        sources
            .addObject()
            .putObject(name)
            .putObject("terms")
            .put("field", field)
            .put("missing_bucket", true));
    ObjectNode parts = rows.putObject("aggs");
    parts.putObject("most").putObject("max").put("field", source.field());
    ObjectNode hits = parts.putObject("last").putObject("top_hits");
    hits.put("size", 1).put("_source", false);
    hits.putArray("sort").addObject().put("@timestamp", "desc");
    ArrayNode given = hits.putArray("docvalue_fields");
    given.add(source.field());
    given.addObject().put("field", "@timestamp").put("format", "strict_date_optional_time_nanos");
    return body.toString();
  }
}
