package io.plumbline.detector.features;

import io.plumbline.detector.logs.Drain;
import io.plumbline.detector.logs.LogTemplate;
import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Finds the commonest log templates of services, of all severities, in a sample: some lines of each
 * service out of moments spread over the time. So its cost does not grow with what is logged.
 */
final class TemplateSearch {
  /** Templates of a service that are watched. */
  private static final int TEMPLATES_MAX = 5;

  private static final int MOMENTS = 24;
  private static final Duration MOMENT = Duration.ofMinutes(1);

  /** A template in fewer of the sampled lines was met by chance. */
  private static final int LINES_MIN = 3;

  private final Search search;

  TemplateSearch(Search search) {
    this.search = search;
  }

  /** The commonest templates in [from, to) that can be counted, by service. */
  SortedMap<String, Set<String>> learn(Instant from, Instant to) throws IOException {
    Drain drain = new Drain(Drain.Config.DEFAULT);
    SortedMap<String, List<String>> lines = new TreeMap<>();
    Duration step = Duration.between(from, to).dividedBy(MOMENTS);
    for (int i = 0; i < MOMENTS; i++) {
      Instant start = from.plus(step.multipliedBy(i));
      Instant end = start.plus(step.compareTo(MOMENT) < 0 ? step : MOMENT);
      for (JsonNode service : sample(start, end, i)) {
        List<String> ids =
            lines.computeIfAbsent(service.path("key").asString(), _ -> new ArrayList<>());
        for (JsonNode hit : service.path("lines").path("hits").path("hits")) {
          ids.add(drain.add(hit.path("_source").path("body").path("text").asString(""), start));
        }
      }
    }
    SortedMap<String, Set<String>> commonest = new TreeMap<>();
    lines.forEach((service, ids) -> commonest.put(service, commonest(drain, ids)));
    return commonest;
  }

  /** By service, some lines of [from, to). */
  private JsonNode sample(Instant from, Instant to, int seed) throws IOException {
    String body =
        """
        {"query": {"function_score": {
           "query": {"bool": {"filter": [
             {"range": {"@timestamp": {"gte": "%s", "lt": "%s"}}},
             {"exists": {"field": "body.text"}}]}},
           "random_score": {"seed": %d, "field": "_seq_no"},
           "boost_mode": "replace"}},
         "aggs": {"services": {
           "terms": {"field": "resource.attributes.service.name", "size": 1000},
           "aggs": {"lines": {"top_hits": {"size": 20, "_source": ["body.text"]}}}}}}
        """
            .formatted(from, to, seed);
    return search.aggregate(Search.LOGS, body).path("services").path("buckets");
  }

  private static Set<String> commonest(Drain drain, List<String> ids) {
    Map<String, Integer> counts = new HashMap<>();
    for (String id : ids) {
      LogTemplate template = drain.template(id);
      if (template != null && WatchedTemplate.isPossible(template.text())) {
        counts.merge(template.text(), 1, Integer::sum);
      }
    }
    Set<String> texts = new TreeSet<>();
    counts.entrySet().stream()
        .filter(one -> one.getValue() >= LINES_MIN)
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(TEMPLATES_MAX)
        .forEach(one -> texts.add(one.getKey()));
    return texts;
  }
}
