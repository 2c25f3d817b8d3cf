package io.plumbline.detector.features;

import io.plumbline.detector.graph.Peer;
import io.plumbline.detector.graph.ServiceGraph;
import io.plumbline.detector.graph.Topology;
import io.plumbline.detector.graph.TopologySearch;
import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of services after a scope was learned. Callees move: who answers at an address that the
 * scope does not know is looked up in the traces of that time. That nobody answers is not learned
 * so, since a callee may be down. For one thread.
 */
public final class LiveRows {
  private final Search search;
  private final WindowGrid grid;
  private Scope scope;

  public LiveRows(Search search, WindowGrid grid, Scope scope) {
    this.search = search;
    this.grid = grid;
    this.scope = scope;
  }

  /** Who calls whom, as far as known until now. */
  public ServiceGraph graph() {
    return scope.topology().graph();
  }

  /** See {@link FeatureSearch#rows}. */
  public List<FeatureRow> rows(Instant from, Instant to, Set<String> alive) throws IOException {
    FeatureTable table = read(from, to);
    if (hasFound(table.unknownPeers(), from, to)) {
      table = read(from, to);
    }
    return table.rows(from, to, alive);
  }

  private FeatureTable read(Instant from, Instant to) throws IOException {
    FeatureSearch features = new FeatureSearch(search, grid, scope);
    FeatureTable table = features.table();
    features.addTo(table, from, to);
    return table;
  }

  private boolean hasFound(Set<Peer> unknown, Instant from, Instant to) throws IOException {
    if (unknown.isEmpty()) {
      return false;
    }
    Set<String> callers = unknown.stream().map(Peer::caller).collect(Collectors.toSet());
    Topology now = new TopologySearch(search, JsonMapper.shared()).learn(callers, from, to);
    scope = scope.with(scope.topology().withAnswers(now));
    return unknown.stream().anyMatch(peer -> !now.answering(peer).isEmpty());
  }
}
