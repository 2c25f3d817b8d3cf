package io.plumbline.detector.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.incident.IncidentRules;
import io.plumbline.detector.rules.RuleConfig;
import io.plumbline.detector.rules.RuleConfig.ErrorCount;
import io.plumbline.detector.rules.RuleConfig.Head;
import io.plumbline.detector.rules.RuleConfig.Source;
import io.plumbline.detector.rules.RulesConfig;
import io.plumbline.detector.search.Search;
import io.plumbline.detector.store.CheckpointStore;
import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.FindingStore;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.store.TemplateStore;
import io.plumbline.detector.store.UnusableModelException;
import io.plumbline.detector.telemetry.TestNode;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a monitor on a real node makes of when things happened, and of when they were told. */
class MonitorTimeTest {
  private static final Instant START = Instant.parse("2026-07-01T10:00:00Z");
  private static final WindowGrid GRID = new WindowGrid(Duration.ofSeconds(5));
  private static final Duration DELAY = Duration.ofSeconds(5);

  private ElasticsearchConnection connection = ElasticsearchConnection.open("http://localhost:1");
  private Documents documents = new Documents(connection);
  private final Recorder recorder = new Recorder();

  @BeforeEach
  void prepare() throws IOException, InterruptedException {
    connection.close();
    connection = TestNode.connect();
    documents = new Documents(connection);
    TestNode.forgetDetectors(connection);
  }

  @AfterEach
  void close() throws IOException {
    connection.close();
  }

  @Test
  void step_errorsOnBothSidesOfItsBorder_areCountedTogether()
      throws IOException, UnusableModelException {
    Instant start = START;
    Stream counted = new Stream(connection, "counted");
    counted.errorLogs(start, 0, 2000, 4000, 8500, 9000, 10_200, 11_400);
    Head head = new Head("bursts", List.of("counted"), 6);
    RuleConfig bursts = new ErrorCount(head, Source.LOGS, 4, Duration.ofSeconds(3));

    for (int second = 5; second <= 20; second += 5) {
      monitor(start, start.plusSeconds(second), bursts).step();
    }

    assertThat(recorder.odd)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.window().start()).isEqualTo(start.plusSeconds(10));
          assertThat(one.sentence()).startsWith("counted: 4 error logs in 3s, limit 4");
        });
  }

  /** A new monitor that goes on after the last one, or begins at a time, without a model. */
  private Monitor monitor(Instant first, Instant until, RuleConfig... rules) throws IOException {
    CheckpointStore checkpoints = new CheckpointStore(documents, GRID, "at " + until);
    return new Monitor(
        new MonitorSettings(
            GRID,
            DELAY,
            IncidentRules.DEFAULT.withCalmWindows(3),
            new RulesConfig(List.of(rules)),
            List.of(),
            checkpoints.read() == null ? first : null,
            null),
        new Search(connection),
        new ModelStore(documents),
        new FindingStore(documents),
        checkpoints,
        new TemplateStore(documents, GRID),
        InstantSource.fixed(until.plus(DELAY)),
        recorder);
  }

  /** Remembers what it is told. */
  private static final class Recorder extends SilentListener {
    private final List<ScoredWindow> odd = new ArrayList<>();

    @Override
    public void scored(Window window, List<ScoredWindow> scored, List<Incident> changed) {
      odd.addAll(scored);
    }
  }
}
