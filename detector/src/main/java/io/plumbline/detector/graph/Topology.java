package io.plumbline.detector.graph;

import java.util.Set;

/**
 * What is known of who answers whom.
 *
 * @param graph calls between observed services
 * @param external peers that no observed service answers for, such as a partner's interface: time
 *     spent there is the caller's own, like that of its database
 */
public record Topology(ServiceGraph graph, Set<Peer> external) {
  public static final Topology UNKNOWN = new Topology(ServiceGraph.EMPTY, Set.of());

  public Topology {
    external = Set.copyOf(external);
  }
}
