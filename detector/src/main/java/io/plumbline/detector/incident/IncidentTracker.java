package io.plumbline.detector.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.graph.ServiceGraph;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Joins odd windows into incidents, one window of all services after the other.
 *
 * <p>Services that are odd together and near each other in the call graph are one group. A group
 * opens an incident when a member reaches 4 in 2 of 3 windows, or 8 in one. It goes on with an open
 * incident near it, unless that incident's cause has fallen silent while another service now speaks
 * for itself: then this is a new trouble, and the old one runs out. Not safe for use by several
 * threads.
 */
public final class IncidentTracker {
  /** How many windows a service's memory reaches back: "2 of 3 windows". */
  private static final int RECENT = 3;

  /** A new cause beside an old incident must speak at least this loud, in widths of normal. */
  private static final double NEW_CAUSE_MIN = 6;

  private final IncidentRules rules;
  private final ServiceGraph graph;
  private final Map<String, List<Double>> recent = new TreeMap<>();
  private final List<Incident> open = new ArrayList<>();
  private final Recognition recognition;

  /**
   * Goes on from a state.
   *
   * @param found incidents of the windows that follow, if they were judged before
   */
  public IncidentTracker(
      IncidentRules rules, ServiceGraph graph, TrackerState state, List<Past.Found> found) {
    this.rules = rules;
    this.graph = graph;
    this.recognition = new Recognition(found, rules.calmWindows());
    state.recent().forEach((service, last) -> recent.put(service, new ArrayList<>(last)));
    open.addAll(state.open());
  }

  /**
   * What a window did.
   *
   * @param changed incidents that opened, went on, calmed or closed, as they are now
   * @param incidentIds by service, the incident that its window belongs to
   */
  public record Step(List<Incident> changed, Map<String, String> incidentIds) {
    public Step {
      changed = List.copyOf(changed);
      incidentIds = Map.copyOf(incidentIds);
    }
  }

  public TrackerState state() {
    return new TrackerState(recent, open);
  }

  /**
   * Closes incidents that people have closed before this window. What was odd until then opens no
   * other one.
   *
   * @param closings by incident id; others than those that are open are left out
   * @return those closed
   */
  public List<Incident> close(Map<String, Instant> closings, Window window) {
    List<Incident> closed = new ArrayList<>();
    for (Incident incident : List.copyOf(open)) {
      Instant at = closings.get(incident.id());
      if (at != null && !at.isAfter(window.start())) {
        open.remove(incident);
        recent.keySet().removeAll(incident.services());
        closed.add(incident.closed(at));
      }
    }
    return closed;
  }

  /** Takes the next window; services without a row in it are left out and count as calm. */
  public Step step(Window window, Collection<ScoredWindow> scored) {
    Map<String, ScoredWindow> windows = new TreeMap<>();
    scored.forEach(one -> windows.put(one.service(), one));
    remember(windows);
    Set<String> odd = new TreeSet<>();
    windows.forEach((service, one) -> {
      if (one.surprise() >= rules.stays()) {
        odd.add(service);
      }
    });

    Map<String, Incident> changed = new LinkedHashMap<>();
    Map<String, String> incidentIds = new TreeMap<>();
    for (Set<String> group : graph.groups(odd)) {
      Incident incident = place(window, group, windows, changed);
      if (incident != null) {
        changed.put(incident.id(), incident);
        group.forEach(service -> incidentIds.put(service, incident.id()));
      }
    }
    runOut(window, changed);
    open.removeIf(incident -> !incident.isOpen());
    return new Step(List.copyOf(changed.values()), incidentIds);
  }

  /**
   * Adds what else is known of an incident of the last step.
   *
   * @return the incident with it
   */
  public Incident note(Incident incident, List<Note> notes, Impact impact) {
    Incident noted = incident.noted(notes, impact);
    open.replaceAll(one -> one.id().equals(noted.id()) ? noted : one);
    return noted;
  }

  private void remember(Map<String, ScoredWindow> windows) {
    Set<String> known = new TreeSet<>(recent.keySet());
    known.addAll(windows.keySet());
    for (String service : known) {
      ScoredWindow window = windows.get(service);
      List<Double> last = recent.computeIfAbsent(service, _ -> new ArrayList<>());
      last.add(window == null ? 0 : window.surprise());
      if (last.size() > RECENT) {
        last.removeFirst();
      }
    }
    recent.values().removeIf(last -> last.stream().allMatch(surprise -> surprise == 0));
  }

  /** The incident that the group belongs to from now on; null when it is not (yet) one. */
  private @Nullable Incident place(
      Window window,
      Set<String> group,
      Map<String, ScoredWindow> windows,
      Map<String, Incident> changed) {
    Map<String, Suspect> suspects = CauseRanking.rank(group, windows, graph);
    Incident before = incidentOf(group, suspects);
    if (before == null) {
      if (group.stream().noneMatch(this::isTriggered)) {
        return null;
      }
      before = opened(window, group);
      open.add(before);
    }
    double score = 0;
    for (ScoredWindow one : windows.values()) {
      score = group.contains(one.service()) ? Math.max(score, one.score()) : score;
    }
    Incident further = changed.containsKey(before.id()) ? before : before.extended(window.end());
    Incident after = further.joined(score, group, suspects);
    open.set(open.indexOf(before), after);
    return after;
  }

  private @Nullable Incident incidentOf(Set<String> group, Map<String, Suspect> suspects) {
    Incident found = null;
    for (Incident incident : open) {
      boolean near =
          group.stream()
              .anyMatch(one -> incident.services().stream().anyMatch(s -> graph.isNear(one, s)));
      if (near && !isNewTrouble(incident, group, suspects)) {
        boolean better = group.contains(incident.cause());
        if (found == null || better) {
          found = incident;
        }
      }
    }
    return found;
  }

  private boolean isNewTrouble(
      Incident incident, Set<String> group, Map<String, Suspect> suspects) {
    String loudest = incident.cause();
    double strength = 0;
    for (Map.Entry<String, Suspect> suspect : suspects.entrySet()) {
      if (suspect.getValue().strength() > strength) {
        loudest = suspect.getKey();
        strength = suspect.getValue().strength();
      }
    }
    return incident.judged() >= Incident.JUDGED_MAX
        && !loudest.equals(incident.cause())
        && strength >= NEW_CAUSE_MIN
        && isSilent(incident.cause())
        && group.stream().anyMatch(this::isTriggered);
  }

  private boolean isSilent(String service) {
    List<Double> last = recent.getOrDefault(service, List.of());
    return last.stream()
        .skip(Math.max(0, last.size() - 2))
        .allMatch(surprise -> surprise < rules.stays());
  }

  private boolean isTriggered(String service) {
    List<Double> last = recent.getOrDefault(service, List.of());
    long high = last.stream().filter(surprise -> surprise >= rules.opens()).count();
    return !last.isEmpty() && (last.getLast() >= rules.opensAtOnce() || high >= 2);
  }

  private void runOut(Window window, Map<String, Incident> changed) {
    for (int i = 0; i < open.size(); i++) {
      Incident incident = open.get(i);
      if (changed.containsKey(incident.id())) {
        continue;
      }
      Incident calmed = incident.calmed();
      Incident now = calmed.calm() >= rules.calmWindows() ? calmed.closed(window.end()) : calmed;
      open.set(i, now);
      changed.put(now.id(), now);
    }
  }

  private Incident opened(Window window, Set<String> group) {
    String text = window.start() + "/" + window.length() + "/" + String.join(",", group);
    return new Incident(
        recognition.id(hash(text), window, group),
        window.start(),
        window.end(),
        null,
        0,
        0,
        0,
        new TreeSet<>(group),
        0,
        new TreeMap<>(),
        List.of(),
        Impact.NONE);
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
