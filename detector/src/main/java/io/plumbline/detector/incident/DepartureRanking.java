package io.plumbline.detector.incident;

import io.plumbline.detector.graph.ServiceGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which service is the likely cause of a trouble that began in a known window, from any signals of
 * all services over some hours. It needs no model: every signal is compared with where it lies
 * normally and with where it came from.
 *
 * <p>A service is as suspect as its strongest signal. What others answer for counts nothing: the
 * time that it waits for them, and its own answers' time when a callee's is odd too.
 */
public final class DepartureRanking {
  /** Windows from the onset on that are judged; later ones show what has spread. */
  private static final int JUDGED = 5;

  /** A callee explains a slow service when it is at least this part as odd. */
  private static final double EXPLAINS = 0.5;

  /** How many signals are named. */
  private static final int NAMED = 3;

  private final Map<String, List<Tracked>> services = new TreeMap<>();
  private final ServiceGraph graph;

  /** Learns what is normal from all windows, those of troubles among them. */
  public DepartureRanking(Map<String, ServiceSignals> services, ServiceGraph graph) {
    this.graph = graph;
    services.forEach((service, known) -> {
      List<Tracked> signals = new ArrayList<>();
      for (int j = 0; j < known.signals().size(); j++) {
        signals.add(new Tracked(known.signals().get(j), new Departure(known.column(j))));
      }
      this.services.put(service, signals);
    });
  }

  private record Tracked(Signal signal, Departure departure) {}

  private record Evidence(Signal signal, double strength, String fact) {}

  /** The services, the most suspect first; one of which nothing is known then is left out. */
  public List<String> rank(int onset) {
    return suspects(onset).entrySet().stream()
        .sorted(Comparator.comparingDouble(suspect -> -suspect.getValue().strength()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How suspect each service is, in widths of normal, and why. */
  public Map<String, Suspect> suspects(int onset) {
    Map<String, List<Evidence>> evidence = new TreeMap<>();
    services.forEach((service, signals) -> evidence.put(service, evidence(signals, onset)));
    Map<String, Suspect> suspects = new TreeMap<>();
    evidence.forEach((service, all) -> {
      double callees =
          graph.callees(service).stream()
              .mapToDouble(callee -> slowness(evidence.getOrDefault(callee, List.of())))
              .max()
              .orElse(Double.NEGATIVE_INFINITY);
      List<Evidence> own =
          all.stream()
              .filter(one -> one.signal.kind() != Signal.Kind.WAITED && !explained(one, callees))
              .sorted(Comparator.comparingDouble(Evidence::strength).reversed())
              .toList();
      if (!own.isEmpty()) {
        suspects.put(service, suspect(own));
      }
    });
    return suspects;
  }

  private static Suspect suspect(List<Evidence> own) {
    Evidence best = own.getFirst();
    List<String> names =
        own.stream().filter(e -> e.strength > 0).limit(NAMED).map(e -> e.signal.name()).toList();
    String reason =
        best.strength > 0 ? best.signal.name() + " " + best.fact : "nothing of its own is odd";
    return Suspect.of(best.strength, reason, names);
  }

  private static boolean explained(Evidence one, double callees) {
    return one.signal.kind() == Signal.Kind.SERVED
        && one.strength > 0
        && callees >= EXPLAINS * one.strength;
  }

  private static double slowness(List<Evidence> evidence) {
    return evidence.stream()
        .filter(e -> e.signal.kind() == Signal.Kind.SERVED || e.signal.kind() == Signal.Kind.CALLED)
        .mapToDouble(Evidence::strength)
        .max()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  /** Each signal where it is oddest. */
  private static List<Evidence> evidence(List<Tracked> signals, int onset) {
    List<Evidence> evidence = new ArrayList<>();
    for (Tracked one : signals) {
      Departure departure = one.departure;
      int best = -1;
      int end = Math.min(departure.size(), onset + JUDGED);
      for (int i = Math.max(0, onset + Departure.PERSISTENT - 1); i < end; i++) {
        boolean known = !Double.isNaN(departure.excess(i));
        if (known && (best < 0 || departure.excess(i) > departure.excess(best))) {
          best = i;
        }
      }
      if (best >= 0) {
        evidence.add(new Evidence(one.signal, departure.excess(best), departure.fact(best)));
      }
    }
    return evidence;
  }
}
