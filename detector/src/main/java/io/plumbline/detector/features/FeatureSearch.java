package io.plumbline.detector.features;

import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The rows of all services out of Elasticsearch: one composite aggregation per signal, paged, no
 * document is read.
 */
public final class FeatureSearch {
  private final Search search;
  private final WindowGrid grid;
  private final Scope scope;
  private final Set<String> services;

  /** Rows on a grid; calls to external peers count as the caller's own work. */
  public FeatureSearch(Search search, WindowGrid grid, Scope scope) {
    this(search, grid, scope, Set.of());
  }

  private FeatureSearch(Search search, WindowGrid grid, Scope scope, Set<String> services) {
    this.search = search;
    this.grid = grid;
    this.scope = scope;
    this.services = services;
  }

  /** The same for some services only, since the rows of all may be more than memory holds. */
  public FeatureSearch onlyOf(Set<String> some) {
    return new FeatureSearch(search, grid, scope, Set.copyOf(some));
  }

  /** A table for {@link #addTo}. */
  public FeatureTable table() {
    return new FeatureTable(grid, services);
  }

  /** Who calls a service tells how long the way to it takes. */
  private Search ownSearch() {
    Set<String> seen = new TreeSet<>(services);
    services.forEach(service -> seen.addAll(scope.topology().graph().callers(service)));
    return services.isEmpty() ? search : search.onlyOf(seen);
  }

  /**
   * The rows of [from, to), both on the grid, ordered by window, then service.
   *
   * @param alive services that get a row in every window, also when nothing was heard of them
   * @throws IOException when Elasticsearch does not answer or answers in part
   */
  public List<FeatureRow> rows(Instant from, Instant to, Set<String> alive) throws IOException {
    FeatureTable table = table();
    addTo(table, from, to);
    return table.rows(from, to, alive);
  }

  /** Puts what was seen in [from, to), both on the grid, into a table. */
  public void addTo(FeatureTable table, Instant from, Instant to) throws IOException {
    String seconds = Long.toString(grid.seconds());
    String traces = SignalQueries.traces(scope.operationNames()).formatted(from, to, seconds);
    Search own = ownSearch();
    own.eachBucket(Search.TRACES, traces, new SpanBuckets(table, grid, scope)::put);
    new LogCounts(own, grid, scope, services).addTo(table, from, to);
    new MetricSearch(search, own, grid, scope).addTo(table, from, to);
  }

  static double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : Double.NaN;
  }
}
