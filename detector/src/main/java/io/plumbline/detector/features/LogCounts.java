package io.plumbline.detector.features;

import io.plumbline.detector.features.FeatureTable.Cell;
import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Counts log records by severity and by the templates that are watched. There is one search, unless
 * the services have more templates together than a search can count.
 */
final class LogCounts {
  /** Each record is held against each of them. */
  private static final int TEMPLATES_PER_SEARCH = 20;

  private final Search search;
  private final WindowGrid grid;
  private final Scope scope;
  private final Set<String> services;

  /**
   * Counts of records.
   *
   * @param search of the services
   * @param services that count; all if empty
   */
  LogCounts(Search search, WindowGrid grid, Scope scope, Set<String> services) {
    this.search = search;
    this.grid = grid;
    this.scope = scope;
    this.services = services;
  }

  /** Services whose templates are counted in one search. */
  private record Group(Set<String> services, NavigableSet<String> templates) {
    Group() {
      this(new TreeSet<>(), new TreeSet<>());
    }
  }

  void addTo(FeatureTable table, Instant from, Instant to) throws IOException {
    List<Group> groups = groups();
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      Search of = i == 0 ? search : search.onlyOf(group.services);
      String query =
          SignalQueries.logs(group.templates).formatted(from, to, Long.toString(grid.seconds()));
      of.eachBucket(Search.LOGS, query, bucket -> put(table, bucket, group));
    }
  }

  private void put(FeatureTable table, JsonNode bucket, Group group) {
    String service = bucket.path("key").path("service").asString();
    Cell cell =
        table.cell(service, Instant.ofEpochMilli(bucket.path("key").path("window").asLong()));
    JsonNode levels = bucket.path("levels").path("buckets");
    cell.put(Feature.LOG_ERROR_RATE, perSecond(levels.path("error")));
    cell.put(Feature.LOG_WARN_RATE, perSecond(levels.path("warn")));
    cell.put(Feature.LOG_INFO_RATE, perSecond(levels.path("info")));
    Set<String> watched = scope.templates().getOrDefault(service, Set.of());
    int at = 0;
    for (String template : group.templates) {
      double rate = perSecond(bucket.path("templates").path("buckets").path(at++));
      if (rate > 0 && watched.contains(template)) {
        cell.put(new Facet(Facet.Kind.LOG, template), new double[] {rate});
      }
    }
  }

  private double perSecond(JsonNode bucket) {
    return (double) bucket.path("doc_count").asLong(0) / grid.seconds();
  }

  /** The first is of all services. */
  private List<Group> groups() {
    Group all = new Group();
    List<Group> groups = new ArrayList<>(List.of(new Group()));
    for (Map.Entry<String, Set<String>> one : scope.templates().entrySet()) {
      if (services.isEmpty() || services.contains(one.getKey())) {
        all.templates.addAll(one.getValue());
        Group last = groups.getLast();
        if (last.templates.size() + one.getValue().size() > TEMPLATES_PER_SEARCH) {
          last = new Group();
          groups.add(last);
        }
        last.services.add(one.getKey());
        last.templates.addAll(one.getValue());
      }
    }
    if (all.templates.size() <= TEMPLATES_PER_SEARCH) {
      return List.of(all);
    }
    groups.addFirst(new Group());
    return groups;
  }
}
