package io.plumbline.detector.incident;

import static io.plumbline.detector.incident.Windows.CHAIN;
import static io.plumbline.detector.incident.Windows.calm;
import static io.plumbline.detector.incident.Windows.scored;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.explain.Severity;
import io.plumbline.detector.features.Feature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IncidentTrackerTest {
  private static final Map<Feature, Double> SLOW = Map.of(Feature.SELF_TIME, 9.0);

  private IncidentTracker tracker =
      new IncidentTracker(IncidentRules.DEFAULT, CHAIN, TrackerState.EMPTY, List.of());

  @Test
  void step_onceAbove4_opensNothing() {
    assertThat(statuses(0.3, 4.5, 0.3, 0.3)).containsExactly("", "", "", "");
  }

  @Test
  void step_above4In2Of3Windows_opens() {
    assertThat(statuses(4.5, 0.3, 4.5)).containsExactly("", "", "open 1");
  }

  @Test
  void step_above4In2Of4Windows_opensNothing() {
    assertThat(statuses(4.5, 0.3, 0.3, 4.5)).containsExactly("", "", "", "");
  }

  @Test
  void step_troubleEbbs_keepsItsMostTellingReason() {
    Map<Feature, Double> burst = Map.of(Feature.SELF_ERROR_RATE, 12.0);
    Map<Feature, Double> ebb = Map.of(Feature.LOG_WARN_RATE, 3.0);

    Incident opened =
        tracker.step(Windows.at(0), List.of(scored("service-a", 0, 9, burst))).changed().getFirst();
    Incident ebbed =
        tracker.step(Windows.at(1), List.of(scored("service-a", 1, 3, ebb))).changed().getFirst();

    assertThat(ebbed.suspect().reason()).isEqualTo(opened.suspect().reason());
    assertThat(ebbed.suspect().features()).containsExactly("self_error_rate");
    assertThat(ebbed.suspect().strength()).isGreaterThan(opened.suspect().strength());
  }

  @Test
  void step_onceAbove8_opens() {
    assertThat(statuses(8.0)).containsExactly("open 1");
  }

  @Test
  void step_above2_staysOpen_andClosesAfter5CalmWindows() {
    assertThat(statuses(9, 2.1, 1.9, 1, 2, 1, 1, 1, 1, 1, 1))
        .containsExactly(
            "open 1",
            "open 2",
            "open 2",
            "open 2",
            "open 3",
            "open 3",
            "open 3",
            "open 3",
            "open 3",
            "closed 3",
            "");
  }

  @Test
  void close_byAPerson_endsItWithTheNextWholeWindow() {
    String id = tracker.step(Windows.at(0), service("service-b", 0, 9)).changed().get(0).id();
    Instant closed = Windows.at(1).start().plusSeconds(20);

    assertThat(tracker.close(Map.of(id, closed), Windows.at(1))).isEmpty();
    Incident joined = tracker.step(Windows.at(1), service("service-b", 1, 9)).changed().get(0);
    List<Incident> ended = tracker.close(Map.of(id, closed, "other", closed), Windows.at(2));

    assertThat(joined.id()).isEqualTo(id);
    assertThat(ended)
        .singleElement()
        .satisfies(incident -> {
          assertThat(incident.closed()).isEqualTo(closed);
          assertThat(incident.windows()).isEqualTo(2);
        });
    assertThat(tracker.state().open()).isEmpty();
  }

  @Test
  void step_afterAPersonClosed_needsNewEvidenceForAnother() {
    String id = tracker.step(Windows.at(0), service("service-b", 0, 9)).changed().get(0).id();
    tracker.close(Map.of(id, Windows.at(1).start()), Windows.at(1));

    assertThat(tracker.step(Windows.at(1), service("service-b", 1, 4.5)).changed()).isEmpty();
    assertThat(tracker.step(Windows.at(2), service("service-b", 2, 4.5)).changed())
        .singleElement()
        .satisfies(incident -> assertThat(incident.id()).isNotEqualTo(id));
  }

  @Test
  void step_foundBeforeInWindowsNearby_keepsItsId() {
    Past.Found known =
        new Past.Found("known", Windows.at(3).start(), Windows.at(4).end(), Set.of("service-b"));
    tracker = new IncidentTracker(IncidentRules.DEFAULT, CHAIN, TrackerState.EMPTY, List.of(known));

    Incident again = tracker.step(Windows.at(2), service("service-b", 2, 9)).changed().get(0);
    for (int i = 3; i <= 7; i++) {
      tracker.step(Windows.at(i), service("service-b", i, 1));
    }
    Incident other = tracker.step(Windows.at(8), service("service-b", 8, 9)).changed().get(0);

    assertThat(again.id()).isEqualTo("known");
    assertThat(again.opened()).isEqualTo(Windows.at(2).start());
    assertThat(other.id()).isNotEqualTo("known");
  }

  @Test
  void step_foundBeforeOfOthersOrLongAgo_isAnotherIncident() {
    Past.Found other =
        new Past.Found("other", Windows.at(9).start(), Windows.at(9).end(), Set.of("service-a"));
    Past.Found earlier =
        new Past.Found("earlier", Windows.at(0).start(), Windows.at(2).end(), Set.of("service-b"));
    tracker =
        new IncidentTracker(
            IncidentRules.DEFAULT, CHAIN, TrackerState.EMPTY, List.of(other, earlier));

    Incident opened = tracker.step(Windows.at(9), service("service-b", 9, 9)).changed().get(0);

    assertThat(opened.id()).isNotIn("other", "earlier");
  }

  @Test
  void step_afterClosing_opensAnother() {
    String first = tracker.step(Windows.at(0), service("service-b", 0, 9)).changed().get(0).id();
    for (int i = 1; i <= 5; i++) {
      tracker.step(Windows.at(i), service("service-b", i, 1));
    }

    IncidentTracker.Step step = tracker.step(Windows.at(6), service("service-b", 6, 9));

    assertThat(step.changed())
        .singleElement()
        .satisfies(incident -> {
          assertThat(incident.id()).isNotEqualTo(first);
          assertThat(incident.windows()).isEqualTo(1);
        });
  }

  @Test
  void step_noRow_isCalm() {
    tracker.step(Windows.at(0), service("service-b", 0, 9));

    IncidentTracker.Step step = tracker.step(Windows.at(1), List.of());

    assertThat(step.changed()).singleElement().extracting(Incident::calm).isEqualTo(1);
  }

  @Test
  void step_connectedServicesTogether_areOneIncident() {
    IncidentTracker.Step step =
        tracker.step(
            Windows.at(0),
            List.of(
                scored("frontend", 0, 9, Map.of(Feature.LATENCY_P95, 12.0)),
                calm("service-a", 0),
                scored("service-b", 0, 8.5, SLOW)));

    assertThat(step.changed())
        .singleElement()
        .satisfies(incident -> {
          assertThat(incident.services()).containsExactly("frontend", "service-b");
          assertThat(incident.cause()).isEqualTo("service-b");
          assertThat(incident.affected()).containsExactly("frontend");
          assertThat(incident.windows()).isEqualTo(1);
          assertThat(incident.severity()).isEqualTo(Severity.CRITICAL);
          assertThat(incident.explanation())
              .isEqualTo(
                  "service-b is the likely cause: self time 19.0 ms, typically 8.00–12.0 ms."
                      + " Affected: frontend.");
        });
    assertThat(step.incidentIds()).containsOnlyKeys("frontend", "service-b");
  }

  @Test
  void step_unconnectedServicesTogether_areTwoIncidents() {
    IncidentTracker.Step step =
        tracker.step(
            Windows.at(0), List.of(scored("service-b", 0, 9, SLOW), scored("other", 0, 9, SLOW)));

    assertThat(step.changed()).extracting(Incident::cause).containsExactly("other", "service-b");
  }

  @Test
  void step_neighbourJoinsLater_isTheSameIncident() {
    tracker.step(Windows.at(0), service("service-b", 0, 9));

    IncidentTracker.Step step =
        tracker.step(
            Windows.at(1),
            List.of(scored("service-b", 1, 5, SLOW), scored("service-a", 1, 3, Map.of())));

    assertThat(step.changed())
        .singleElement()
        .satisfies(incident -> {
          assertThat(incident.services()).containsExactly("service-a", "service-b");
          assertThat(incident.windows()).isEqualTo(2);
        });
  }

  @Test
  void step_otherCauseAfterTheFirstFellSilent_isANewIncident() {
    for (int i = 0; i < 4; i++) {
      tracker.step(Windows.at(i), service("service-b", i, 9));
    }
    tracker.step(Windows.at(4), service("service-b", 4, 0.5));
    tracker.step(Windows.at(5), List.of(scored("frontend", 5, 5, SLOW), calm("service-b", 5)));

    IncidentTracker.Step step =
        tracker.step(Windows.at(6), List.of(scored("frontend", 6, 5, SLOW), calm("service-b", 6)));

    assertThat(step.changed())
        .extracting(incident -> incident.cause() + " " + incident.isOpen())
        .contains("frontend true");
    assertThat(tracker.state().open()).hasSize(2);
  }

  @Test
  void step_aftermathOfTheSameIncident_isNotANewOne() {
    for (int i = 0; i < 4; i++) {
      tracker.step(
          Windows.at(i),
          List.of(scored("service-b", i, 9, SLOW), scored("frontend", i, 9, Map.of())));
    }
    for (int i = 4; i < 8; i++) {
      tracker.step(
          Windows.at(i),
          List.of(
              calm("service-b", i), scored("frontend", i, 9, Map.of(Feature.LATENCY_P95, 15.0))));
    }

    assertThat(tracker.state().open())
        .singleElement()
        .extracting(Incident::cause)
        .isEqualTo("service-b");
  }

  @Test
  void state_givenToAnotherTracker_goesOnTheSame() {
    IncidentTracker.Step direct = null;
    IncidentTracker.Step resumed = null;
    IncidentTracker other = tracker;
    double[] surprises = {4.5, 1, 4.5, 2.5, 1, 9, 1, 1};
    for (int i = 0; i < surprises.length; i++) {
      other = new IncidentTracker(IncidentRules.DEFAULT, CHAIN, other.state(), List.of());
      resumed = other.step(Windows.at(i), service("service-b", i, surprises[i]));
    }
    tracker = new IncidentTracker(IncidentRules.DEFAULT, CHAIN, TrackerState.EMPTY, List.of());
    for (int i = 0; i < surprises.length; i++) {
      direct = tracker.step(Windows.at(i), service("service-b", i, surprises[i]));
    }

    assertThat(resumed).isEqualTo(direct);
    assertThat(other.state()).isEqualTo(tracker.state());
  }

  /** What each of these surprises of one service, window by window, makes of its incident. */
  private List<String> statuses(double... surprises) {
    List<String> statuses = new ArrayList<>();
    for (int i = 0; i < surprises.length; i++) {
      List<Incident> changed =
          tracker.step(Windows.at(i), service("service-b", i, surprises[i])).changed();
      statuses.add(
          changed.isEmpty()
              ? ""
              : (changed.getFirst().isOpen() ? "open " : "closed ") + changed.getFirst().windows());
    }
    return statuses;
  }

  private static List<ScoredWindow> service(String name, int index, double surprise) {
    return List.of(scored(name, index, surprise, SLOW));
  }
}
