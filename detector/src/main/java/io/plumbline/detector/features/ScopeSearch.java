package io.plumbline.detector.features;

import io.plumbline.detector.graph.Topology;
import io.plumbline.detector.graph.TopologySearch;
import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds out what there is to look at: who calls whom, and each service's busiest operations and
 * commonest log templates.
 */
public final class ScopeSearch {
  /** Operations of a service that are watched one by one; the rest is watched together. */
  private static final int OPERATIONS_MAX = 10;

  private static final int SERVICES_MAX = 10_000;

  private final Search search;

  public ScopeSearch(Search search) {
    this.search = search;
  }

  /** The scope of what happened in [from, to), with the metrics that are to be watched. */
  public Scope learn(Instant from, Instant to, List<MetricSource> metrics) throws IOException {
    Topology topology = new TopologySearch(search, JsonMapper.shared()).learn(from, to);
    return new Scope(
        topology, operations(from, to), new TemplateSearch(search).learn(from, to), metrics);
  }

  /** The services that anything was heard of in [from, to). */
  public NavigableSet<String> services(Instant from, Instant to) throws IOException {
    String body =
        """
        {"query": {"range": {"@timestamp": {"gte": "%s", "lt": "%s"}}},
         "aggs": {"services": {
           "terms": {"field": "resource.attributes.service.name", "size": %d}}}}
        """
            .formatted(from, to, SERVICES_MAX);
    NavigableSet<String> services = new TreeSet<>();
    for (String streams : List.of(Search.TRACES, Search.LOGS, Search.METRICS)) {
      for (JsonNode service : search.aggregate(streams, body).path("services").path("buckets")) {
        services.add(service.path("key").asString());
      }
    }
    return services;
  }

  private SortedMap<String, Set<String>> operations(Instant from, Instant to) throws IOException {
    SortedMap<String, Set<String>> operations = new TreeMap<>();
    String body =
        """
        {"query": {"bool": {"filter": [
           {"range": {"@timestamp": {"gte": "%s", "lt": "%s"}}},
           {"terms": {"kind": ["Server", "Consumer"]}}]}},
         "aggs": {"services": {
           "terms": {"field": "resource.attributes.service.name", "size": 1000},
           "aggs": {"operations": {"terms": {"field": "name", "size": %d}}}}}}
        """
            .formatted(from, to, OPERATIONS_MAX);
    JsonNode found = search.aggregate(Search.TRACES, body);
    for (JsonNode service : found.path("services").path("buckets")) {
      Set<String> names = new TreeSet<>();
      for (JsonNode operation : service.path("operations").path("buckets")) {
        names.add(operation.path("key").asString());
      }
      operations.put(service.path("key").asString(), names);
    }
    return operations;
  }
}
