package io.plumbline.detector.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.detector.rules.RuleConfig;
import io.plumbline.detector.rules.RuleConfig.ErrorCount;
import io.plumbline.detector.rules.RuleConfig.Head;
import io.plumbline.detector.rules.RuleConfig.Source;
import io.plumbline.detector.store.UnusableModelException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a monitor on a real node makes of single errors, of wrong clocks and of other fields. */
class MonitorTimeTest {
  private static final Instant START = Instant.parse("2026-07-01T10:00:00Z");
  private final RulesMonitor monitor;

  MonitorTimeTest() throws IOException, InterruptedException {
    monitor = new RulesMonitor();
  }

  @AfterEach
  void close() throws IOException {
    monitor.close();
  }

  @Test
  void step_errorsOnBothSidesOfItsBorder_areCountedTogether()
      throws IOException, UnusableModelException {
    Instant start = START;
    Stream counted = new Stream(monitor.connection, "counted");
    counted.errorLogs(start, 0, 2000, 4000, 8500, 9000, 10_200, 11_400);
    Head head = new Head("bursts", List.of("counted"), 6);
    RuleConfig bursts = new ErrorCount(head, Source.LOGS, 4, Duration.ofSeconds(3));

    for (int second = 5; second <= 20; second += 5) {
      monitor.monitor(start, start.plusSeconds(second), bursts).step();
    }

    assertThat(monitor.told.odd)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.window().start()).isEqualTo(start.plusSeconds(10));
          assertThat(one.sentence()).startsWith("counted: 4 error logs in 3s, limit 4");
        });
  }

  @Test
  void step_telemetryOfTheFuture_isToldAndScoredInItsTime()
      throws IOException, UnusableModelException {
    // Later than all that other tests store.
    Instant start = Instant.parse("2031-07-01T10:00:00Z");
    Stream late = new Stream(monitor.connection, "late");
    late.requests(start, start.plusSeconds(20), false);
    late.requests(start.plusSeconds(600), start.plusSeconds(605), true);

    monitor.step(start, 15);
    monitor.step(start, 20);

    assertThat(monitor.told.ahead).containsExactly("late by 584s", "late by 579s");
    assertThat(monitor.told.odd).isEmpty();
    assertThat(monitor.source("/checkpoints-plumbline/_doc/monitor-5s").path("heard").toString())
        .contains(start.plusSeconds(20).toString())
        .doesNotContain(start.plusSeconds(605).toString());

    for (int second = 260; second <= 605; second += 345) {
      monitor.step(start, second);
    }
    assertThat(monitor.told.odd)
        .last()
        .satisfies(one -> {
          assertThat(one.window().start()).isEqualTo(start.plusSeconds(600));
          assertThat(one.sentence()).contains("3 failed requests");
        });
  }

  @Test
  void step_clockOfAServiceIsBehind_isOneIncidentThatStaysTheSame()
      throws IOException, UnusableModelException {
    Instant start = START.plusSeconds(18_000);
    Stream late = new Stream(monitor.connection, "late");
    List<String> ids = new ArrayList<>();
    for (int second = 5; second <= 90; second += 5) {
      // What happens now is dated 30 s ago.
      late.requests(start.plusSeconds(second - 35), start.plusSeconds(second - 30), false);
      monitor.step(start, second);
      monitor.incidents().forEach(one -> ids.add(one.path("id").asString()));
    }

    assertThat(ids).isNotEmpty().containsOnly(ids.getFirst());
    assertThat(monitor.told.withdrawn).isEmpty();
    assertThat(monitor.anomalies(start))
        .as("only of what is not there yet")
        .allSatisfy(one ->
            assertThat(Instant.parse(one.path("anomaly").path("window").path("start").asString()))
                .isAfter(start.plusSeconds(60)));
  }

  @Test
  void step_fieldOfAnotherTypeInAnIndex_saysWhichAndWhatToDo()
      throws IOException, UnusableModelException {
    Instant start = START.plusSeconds(21_600);
    for (String name : List.of("duration", "resource.attributes.service.name")) {
      boolean isDuration = name.equals("duration");
      String template =
          """
          {"index_patterns": ["traces-other.otel-*"], "priority": 900,
           "template": {"mappings": {"properties": {
             "@timestamp": {"type": "date"}, "kind": {"type": "keyword"},
             "duration": {"type": "%s"},
             "resource.attributes.service.name": {"type": "%s"}}}}}
          """
              .formatted(isDuration ? "keyword" : "long", isDuration ? "keyword" : "text");
      String index = "/traces-other.otel-default";
      monitor.connection.send("PUT", "/_index_template/other", template).orThrow("Preparing");
      monitor
          .connection
          .send(
              "POST",
              index + "/_doc?refresh=true",
              """
              {"@timestamp": "%s", "kind": "Server", "duration": "1",
               "resource": {"attributes": {"service.name": "other"}}}
              """
                  .formatted(start.plusSeconds(1)))
          .orThrow("Storing");
      try {
        assertThatThrownBy(() -> monitor.step(start, 5))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("traces-other.otel-default failed: ")
            .hasMessageContaining(name)
            .hasMessageContaining("or give it another name");
      } finally {
        monitor.connection.send("DELETE", index, null).orThrow("Cleaning");
        monitor.connection.send("DELETE", "/_index_template/other", null).orThrow("Cleaning");
      }
    }
    monitor.step(start, 5);
    assertThat(monitor.told.scored).isOne();
  }
}
