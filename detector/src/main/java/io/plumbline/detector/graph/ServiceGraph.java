package io.plumbline.detector.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who calls whom. Immutable; a service it does not know has no neighbours. */
public final class ServiceGraph {
  public static final ServiceGraph EMPTY = new ServiceGraph(Map.of());

  private final Map<String, Set<String>> callees = new TreeMap<>();
  private final Map<String, Set<String>> callers = new HashMap<>();

  /** A graph of these edges, each from a caller to the services that it calls. */
  public ServiceGraph(Map<String, ? extends Collection<String>> callees) {
    callees.forEach((caller, called) -> {
      this.callees.put(caller, new TreeSet<>(called));
      for (String callee : called) {
        callers.computeIfAbsent(callee, _ -> new TreeSet<>()).add(caller);
      }
    });
  }

  /** The edges, each from a caller to the services that it calls. */
  public Map<String, Set<String>> edges() {
    return Map.copyOf(callees);
  }

  /** The edges of both. */
  public ServiceGraph plus(ServiceGraph other) {
    Map<String, Set<String>> both = new TreeMap<>();
    for (Map<String, Set<String>> some : List.of(callees, other.callees)) {
      some.forEach(
          (caller, called) -> both.computeIfAbsent(caller, _ -> new TreeSet<>()).addAll(called));
    }
    return new ServiceGraph(both);
  }

  public Set<String> callees(String service) {
    return callees.getOrDefault(service, Set.of());
  }

  public Set<String> callers(String service) {
    return callers.getOrDefault(service, Set.of());
  }

  /** These services and all that they call, over any number of calls. */
  public Set<String> downstream(Collection<String> services) {
    Set<String> reached = new TreeSet<>(services);
    ArrayDeque<String> open = new ArrayDeque<>(services);
    while (!open.isEmpty()) {
      for (String callee : callees(open.remove())) {
        if (reached.add(callee)) {
          open.add(callee);
        }
      }
    }
    return reached;
  }

  /** Whether two services are the same, call each other, or have one other between them. */
  public boolean isNear(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    Set<String> around = neighbours(one);
    return around.contains(other)
        || around.stream().anyMatch(middle -> neighbours(middle).contains(other));
  }

  /** The services split into groups; each has a near one in its own group and none in another. */
  public List<Set<String>> groups(Collection<String> services) {
    Set<String> left = new TreeSet<>(services);
    List<Set<String>> groups = new ArrayList<>();
    for (String service : new TreeSet<>(services)) {
      if (!left.remove(service)) {
        continue;
      }
      Set<String> group = new TreeSet<>();
      ArrayDeque<String> open = new ArrayDeque<>(List.of(service));
      while (!open.isEmpty()) {
        String member = open.remove();
        group.add(member);
        for (String other : List.copyOf(left)) {
          if (isNear(member, other)) {
            left.remove(other);
            open.add(other);
          }
        }
      }
      groups.add(group);
    }
    return groups;
  }

  private Set<String> neighbours(String service) {
    Set<String> neighbours = new HashSet<>(callees(service));
    neighbours.addAll(callers(service));
    return neighbours;
  }
}
