package io.plumbline.detector.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.alert.AlertConfig;
import io.plumbline.detector.alert.AlertDispatcher;
import io.plumbline.detector.alert.AlertListener;
import io.plumbline.detector.alert.AlertLog;
import io.plumbline.detector.alert.AlertOutcome;
import io.plumbline.detector.alert.AlertPolicy;
import io.plumbline.detector.alert.Delivery;
import io.plumbline.detector.alert.ReceiverConfig;
import io.plumbline.detector.explain.Severity;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.incident.Impact;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.store.StoredIncident;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.junit.jupiter.api.Test;

class IncidentAlertsTest implements AlertLog, AlertListener {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Window WINDOW = new Window(NOON, Duration.ofSeconds(60));

  @Test
  void rescored_whatWasToldBefore_isNotToldAgain() {
    String told =
        told(alerts -> {
          alerts.scored(WINDOW, List.of(), List.of(incident("a", 40)));
          alerts.scored(WINDOW, List.of(), List.of(incident("a", 40).closed(NOON)));
          alerts.wentBack(NOON, WINDOW.end(), List.of());
          alerts.rescored(WINDOW, List.of(), List.of(incident("a", 30)));
          alerts.rescored(WINDOW, List.of(), List.of(incident("a", 20).closed(NOON)));
          alerts.rescored(WINDOW, List.of(), List.of(incident("b", 30)));
        });

    assertThat(told.lines().filter(line -> line.contains("] ")).map(IncidentAlertsTest::event))
        .containsExactly("opened: a", "closed: a", "opened: b");
  }

  @Test
  void wentBack_incidentIsWithdrawn_isToldAsClosedOnce() {
    String told =
        told(alerts -> {
          alerts.scored(WINDOW, List.of(), List.of(incident("a", 40)));
          alerts.wentBack(NOON, WINDOW.end(), List.of(withdrawn("a"), withdrawn("unheard")));
          alerts.wentBack(NOON, WINDOW.end(), List.of(withdrawn("a")));
        });

    assertThat(told.lines().filter(line -> line.contains("] ")).map(IncidentAlertsTest::event))
        .containsExactly("opened: a", "closed: a");
    assertThat(told).contains("withdrawn, with telemetry that arrived late");
  }

  private interface Story {
    void tell(IncidentAlerts alerts);
  }

  private String told(Story story) {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    AlertConfig config =
        new AlertConfig(
            AlertPolicy.DEFAULT,
            List.of(new ReceiverConfig.Console("ops", Severity.WARNING, Duration.ofSeconds(5))));
    Console quiet =
        new Console(
            new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), false);
    try (AlertDispatcher dispatcher =
        AlertDispatcher.start(
            config,
            this,
            this,
            InstantSource.fixed(NOON),
            SplittableGenerator.of("L64X128MixRandom"),
            new PrintStream(console, true, UTF_8))) {
      story.tell(new IncidentAlerts(new MonitorOutput(quiet, false), dispatcher));
    }
    return console.toString(UTF_8);
  }

  /** As in "opened: a", of "[MINOR] opened: a: reason". */
  private static String event(String line) {
    String rest = line.substring(line.indexOf("] ") + 2);
    return rest.substring(0, rest.indexOf(':', rest.indexOf(':') + 1));
  }

  private static Incident incident(String service, double score) {
    return new Incident(
        "of-" + service,
        NOON,
        WINDOW.end(),
        null,
        score,
        1,
        0,
        new TreeSet<>(List.of(service)),
        1,
        new TreeMap<>(),
        List.of(),
        Impact.NONE);
  }

  private static StoredIncident withdrawn(String service) {
    return new StoredIncident(
        "of-" + service,
        false,
        NOON,
        WINDOW.end(),
        WINDOW.end(),
        "minor",
        40,
        1,
        60,
        List.of(service),
        service,
        "no data",
        "no data",
        Map.of(),
        List.of(),
        Impact.NONE,
        null);
  }

  @Override
  public List<Delivery> load(String receiver, Instant since) {
    return List.of();
  }

  @Override
  public void save(Delivery delivery) {}

  @Override
  public void ended(String receiver, AlertOutcome outcome, int messages) {}

  @Override
  public void retried(String receiver) {}

  @Override
  public void digested(String receiver, int messages) {}
}
