package io.plumbline.detector.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.store.FindingStore;
import io.plumbline.detector.store.IncidentStore;
import io.plumbline.detector.store.RefusedActionException;
import io.plumbline.detector.store.UnusableModelException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a monitor on a real node makes of telemetry that arrives after it has scored. */
class LateDataTest {
  private static final Instant START = Instant.parse("2026-07-01T18:00:00Z");
  private final RulesMonitor monitor;

  LateDataTest() throws IOException, InterruptedException {
    monitor = new RulesMonitor();
  }

  @AfterEach
  void close() throws IOException {
    monitor.close();
  }

  @Test
  void step_telemetryOfAnOutageArrives_isScoredAsIfItHadBeenThere()
      throws IOException, UnusableModelException {
    Instant start = START.plusSeconds(3600);
    outage(start);
    List<JsonNode> before = monitor.incidents();

    endOutage(start);
    monitor.step(start, 65);

    String silence = before.getFirst().path("id").asString();
    assertThat(before).singleElement().satisfies(one -> assertStatus(one, "open"));
    assertThat(monitor.told.withdrawn).containsExactly(silence);
    assertThat(monitor.incidents())
        .filteredOn(one -> one.path("id").asString().equals(silence))
        .singleElement()
        .satisfies(one -> {
          assertStatus(one, "withdrawn");
          assertThat(one.path("explanation").asString())
              .startsWith("Withdrawn: with telemetry that arrived late, nothing is odd there");
        });
    assertThat(monitor.anomalies(start))
        .extracting(one -> one.path("service").path("name").asString())
        .hasSize(3)
        .containsOnly("dark");
    assertThat(monitor.told.again).isNotEmpty();
    assertThat(new FindingStore(monitor.documents).troubles(start, start.plusSeconds(65)))
        .singleElement()
        .satisfies(one -> assertThat(one.from()).isEqualTo(start.plusSeconds(30)));

    monitor.told.again.clear();
    new Stream(monitor.connection, "late")
        .requests(start.plusSeconds(65), start.plusSeconds(70), false);
    monitor.step(start, 70);
    assertThat(monitor.told.again).isEmpty();
  }

  @Test
  void step_killedAfterGoingBack_comesToTheSame() throws IOException, UnusableModelException {
    Instant start = START.plusSeconds(7200);
    outage(start);
    JsonNode checkpoint = monitor.source("/checkpoints-plumbline/_doc/monitor-5s");
    endOutage(start);
    monitor.step(start, 65);
    List<JsonNode> incidents = monitor.incidents();
    List<String> anomalies = anomalyIds(start);
    String after = monitor.source("/checkpoints-plumbline/_doc/monitor-5s").path("late").toString();
    monitor
        .connection
        .send("PUT", "/checkpoints-plumbline/_doc/monitor-5s", checkpoint.toString())
        .orThrow("Taking the checkpoint back");

    monitor.step(start, 65);

    assertThat(monitor.incidents()).containsExactlyInAnyOrderElementsOf(incidents);
    assertThat(anomalyIds(start)).isEqualTo(anomalies).hasSize(3);
    assertThat(monitor.source("/checkpoints-plumbline/_doc/monitor-5s").path("late").toString())
        .isEqualTo(after);
    assertThat(monitor.told.withdrawn).hasSize(2).containsOnly(monitor.told.withdrawn.getFirst());
  }

  @Test
  void step_incidentThatBeganEarlier_keepsItsIdAndWhoLooksAfterIt()
      throws IOException, UnusableModelException, RefusedActionException {
    Instant start = START.plusSeconds(10_800);
    Stream late = new Stream(monitor.connection, "late");
    late.requests(start, start.plusSeconds(15), false);
    late.requests(start.plusSeconds(20), start.plusSeconds(60), true);
    monitor.step(start, 40);
    String id = monitor.incidents().getFirst().path("id").asString();
    new IncidentStore(monitor.documents).acknowledge(id, "eve", "", start.plusSeconds(41));

    late.requests(start.plusSeconds(15), start.plusSeconds(20), true);
    monitor.step(start, 45);

    assertThat(monitor.incidents())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.path("id").asString()).isEqualTo(id);
          assertThat(one.path("opened").asString()).isEqualTo(start.plusSeconds(15).toString());
          assertThat(one.path("acknowledged").path("by").asString()).isEqualTo("eve");
          assertThat(one.path("windows").asInt()).isEqualTo(6);
        });
    assertThat(monitor.told.withdrawn).isEmpty();
  }

  /** Heard for 20 s, then nothing more until 60 s are scored, a window at a time. */
  private void outage(Instant start) throws IOException, UnusableModelException {
    new Stream(monitor.connection, "late").requests(start, start.plusSeconds(20), false);
    for (int second = 5; second <= 60; second += 5) {
      monitor.step(start, second);
    }
  }

  /** What both services had to tell arrives; one of them had trouble. */
  private void endOutage(Instant start) throws IOException {
    new Stream(monitor.connection, "late")
        .requests(start.plusSeconds(20), start.plusSeconds(65), false);
    new Stream(monitor.connection, "dark")
        .requests(start.plusSeconds(30), start.plusSeconds(45), true);
  }

  private static void assertStatus(JsonNode incident, String status) {
    assertThat(incident.path("status").asString()).isEqualTo(status);
  }

  private List<String> anomalyIds(Instant start) throws IOException {
    return monitor.anomalies(start).stream()
        .map(source -> source.path("anomaly").path("id").asString())
        .toList();
  }
}
