package io.plumbline.detector.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is known of who answers whom.
 *
 * @param graph calls between observed services
 * @param answering by peer, the observed services that answer there
 * @param external peers that no observed service answers for, such as a partner's interface: time
 *     spent there is the caller's own, like that of its database
 */
public record Topology(ServiceGraph graph, Map<Peer, Set<String>> answering, Set<Peer> external) {
  public static final Topology UNKNOWN = new Topology(ServiceGraph.EMPTY, Map.of(), Set.of());

  public Topology {
    answering = Map.copyOf(answering);
    external = Set.copyOf(external);
  }

  /** The same with the callees that another knows of more peers. */
  public Topology withAnswers(Topology other) {
    Map<Peer, Set<String>> both = new HashMap<>(other.answering);
    both.putAll(answering);
    return new Topology(graph.plus(other.graph), both, external);
  }

  /** The observed services that answer there; none where nothing is known. */
  public Set<String> answering(Peer peer) {
    return answering.getOrDefault(peer, Set.of());
  }
}
