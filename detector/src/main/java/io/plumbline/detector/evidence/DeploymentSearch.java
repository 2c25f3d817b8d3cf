package io.plumbline.detector.evidence;

import io.plumbline.detector.incident.Note;
import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Finds versions and instances of services that were not there before. */
public final class DeploymentSearch {
  private final Search search;

  public DeploymentSearch(Search search) {
    this.search = search;
  }

  /** A version or instance, and when it was first seen. */
  private record Seen(String name, Instant first) {}

  /**
   * Notes of the latest deployment of each service in a stretch of time: a version that another
   * came before, else an instance.
   */
  public List<Note> between(Instant from, Instant to, Collection<String> services)
      throws IOException {
    ArrayNode names = JsonMapper.shared().createArrayNode();
    services.forEach(names::add);
    JsonNode found =
        search.aggregate(
            Search.TRACES,
            """
            {"query": {"bool": {"filter": [
               {"range": {"@timestamp": {"gte": "%s", "lt": "%s"}}},
               {"terms": {"resource.attributes.service.name": %s}}]}},
             "aggs": {"services": {
               "terms": {"field": "resource.attributes.service.name", "size": 1000},
               "aggs": {
                 "version": {
                   "terms": {"field": "resource.attributes.service.version", "size": 20},
                   "aggs": {"first": {"min": {"field": "@timestamp"}}}},
                 "instance": {
                   "terms": {"field": "resource.attributes.service.instance.id", "size": 100},
                   "aggs": {"first": {"min": {"field": "@timestamp"}}}}}}}}
            """
                .formatted(from, to, names));
    List<Note> notes = new ArrayList<>();
    for (JsonNode service : found.path("services").path("buckets")) {
      String name = service.path("key").asString();
      List<Seen> versions = seen(service.path("version"));
      List<Seen> instances = seen(service.path("instance"));
      if (versions.size() > 1) {
        Seen latest = versions.getLast();
        String before = versions.get(versions.size() - 2).name;
        String text = name + " changed from version " + before + " to " + latest.name;
        notes.add(new Note(Note.Kind.DEPLOYMENT, name, latest.first, text + " at " + latest.first));
      } else if (instances.size() > 1) {
        Seen latest = instances.getLast();
        String text = "instance " + latest.name + " of " + name + " began at " + latest.first;
        notes.add(new Note(Note.Kind.DEPLOYMENT, name, latest.first, text));
      }
    }
    return notes;
  }

  /** In the order in which they came. */
  private static List<Seen> seen(JsonNode terms) {
    List<Seen> seen = new ArrayList<>();
    for (JsonNode bucket : terms.path("buckets")) {
      long millis = (long) bucket.path("first").path("value").asDouble(0);
      seen.add(new Seen(bucket.path("key").asString(), Instant.ofEpochMilli(millis)));
    }
    seen.sort(java.util.Comparator.comparing(Seen::first).thenComparing(Seen::name));
    return seen;
  }
}
