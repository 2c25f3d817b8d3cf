package io.plumbline.detector.features;

import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Quantiles of histograms in an Elasticsearch that lacks their field type, as small distributions
 * do: it can only give the documents back. There is one a series and export, not one a request.
 */
final class HistogramSearch {
  /** Far more than a small Elasticsearch has in a stretch. */
  private static final int DOCUMENTS_MAX = 500_000;

  private final Search search;
  private final WindowGrid grid;

  HistogramSearch(Search search, WindowGrid grid) {
    this.search = search;
    this.grid = grid;
  }

  private record Place(String service, Instant start, MetricSource source) {}

  /** Puts the quantiles in the windows of [from, to) into a table. */
  void addTo(FeatureTable table, List<MetricSource> sources, Instant from, Instant to)
      throws IOException {
    Map<Place, SortedMap<Double, Double>> counts = new HashMap<>();
    search.eachHit(
        Search.METRICS,
        body(sources, from, to),
        DOCUMENTS_MAX,
        hit -> {
          JsonNode document = hit.path("_source");
          String service =
              document.path("resource").path("attributes").path("service.name").asString("");
          Instant start = grid.floor(Search.time(hit));
          for (MetricSource source : sources) {
            JsonNode histogram = document.path("metrics").path(source.name());
            if (!service.isEmpty() && histogram.has("counts") && has(document, source)) {
              add(
                  counts.computeIfAbsent(new Place(service, start, source), _ -> new TreeMap<>()),
                  histogram);
            }
          }
        });
    counts.forEach((place, histogram) -> {
      double quantile = quantile(histogram, place.source.aggregation().percentile() / 100.0);
      table.cell(place.service, place.start).put(place.source.facet(), new double[] {quantile});
    });
  }

  private static boolean has(JsonNode document, MetricSource source) {
    return source.attributes().entrySet().stream()
        .allMatch(one ->
            document.path("attributes").path(one.getKey()).asString("").equals(one.getValue()));
  }

  private static void add(SortedMap<Double, Double> counts, JsonNode histogram) {
    JsonNode values = histogram.path("values");
    for (int i = 0; i < values.size(); i++) {
      double count = histogram.path("counts").path(i).asDouble(0);
      counts.merge(values.path(i).asDouble(), count, Double::sum);
    }
  }

  /** The value that a share of what was measured does not exceed; NaN of nothing. */
  static double quantile(SortedMap<Double, Double> counts, double share) {
    double total = counts.values().stream().mapToDouble(Double::doubleValue).sum();
    double seen = 0;
    double quantile = Double.NaN;
    for (Map.Entry<Double, Double> one : counts.entrySet()) {
      if (one.getValue() > 0 && (Double.isNaN(quantile) || seen < share * total)) {
        quantile = one.getKey();
      }
      seen += one.getValue();
    }
    return quantile;
  }

  private static String body(List<MetricSource> sources, Instant from, Instant to) {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    ArrayNode shown = body.putArray("_source");
    shown.add(Search.SERVICE).add("attributes");
    sources.forEach(source -> shown.add(source.field()));
    ObjectNode range = body.putObject("query").putObject("range").putObject("@timestamp");
    range.put("gte", from.toString()).put("lt", to.toString());
    return body.toString();
  }
}
