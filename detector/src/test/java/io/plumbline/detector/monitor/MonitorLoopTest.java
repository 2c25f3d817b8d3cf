package io.plumbline.detector.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.incident.IncidentRules;
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
import io.plumbline.detector.telemetry.TestNode;
import io.plumbline.detector.telemetry.Wire;
import io.plumbline.elk.ElasticsearchConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonitorLoopTest extends SilentListener {
  private final List<String> interruptions = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<Window> scored = new ArrayList<>();
  private final List<String> opened = new ArrayList<>();

  @Test
  void run_elasticsearchAway_saysSoAndTriesAgainMoreAndMoreSeldom() throws Exception {
    try (ElasticsearchConnection nobody = ElasticsearchConnection.open("http://localhost:1")) {
      Documents documents = new Documents(nobody);
      WindowGrid grid = new WindowGrid(Duration.ofSeconds(5));
      Monitor monitor =
          new Monitor(
              new MonitorSettings(
                  grid,
                  Duration.ZERO,
                  Duration.ZERO,
                  IncidentRules.DEFAULT,
                  RulesConfig.DEFAULT,
                  List.of(),
                  null,
                  null),
              new Search(nobody),
              new ModelStore(documents),
              new FindingStore(documents),
              new CheckpointStore(documents, grid, "test"),
              new TemplateStore(documents, grid),
              InstantSource.fixed(Instant.EPOCH),
              this);

      new MonitorLoop(monitor, InstantSource.fixed(Instant.EPOCH), this, this::pass).run();
    }

    assertThat(interruptions).hasSize(7).allMatch(reason -> reason.contains("localhost:1"));
    assertThat(pauses)
        .extracting(Duration::toSeconds)
        .containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void run_elasticsearchGoesAwayAgainAndAgain_scoresEverythingOnce() throws Exception {
    Instant start = Instant.parse("2026-07-02T10:00:00Z");
    WindowGrid grid = new WindowGrid(Duration.ofSeconds(5));
    try (Wire wire = new Wire();
        ElasticsearchConnection direct = TestNode.connect();
        ElasticsearchConnection broken = ElasticsearchConnection.open(wire.uri())) {
      TestNode.forgetDetectors(direct);
      new Stream(direct, "away").requests(start, start.plusSeconds(60), false);
      new Stream(direct, "away").requests(start.plusSeconds(20), start.plusSeconds(30), true);
      Documents documents = new Documents(broken);
      Head head = new Head("errors", List.of("away"), 8);
      // A window at a time: the clock is where the next one is final.
      List<Instant> clock = new ArrayList<>(List.of(start.plusSeconds(5)));
      Monitor monitor =
          new Monitor(
              new MonitorSettings(
                  grid,
                  Duration.ZERO,
                  Duration.ofMinutes(1),
                  IncidentRules.DEFAULT,
                  new RulesConfig(
                      List.of(new ErrorCount(head, Source.REQUESTS, 3, Duration.ofSeconds(3)))),
                  List.of(),
                  start,
                  start.plusSeconds(60)),
              new Search(broken),
              new ModelStore(documents),
              new FindingStore(documents),
              new CheckpointStore(documents, grid, "test"),
              new TemplateStore(documents, grid),
              clock::getFirst,
              this);
      List<Integer> breaks = new ArrayList<>(List.of(0));

      new MonitorLoop(
              monitor,
              clock::getFirst,
              this,
              wait -> {
                wire.mend();
                wire.breakAfter(4 + 3 * breaks.set(0, breaks.getFirst() + 1));
                clock.set(0, monitor.nextFinal().isAfter(start) ? monitor.nextFinal() : start);
                return breaks.getFirst() > 200;
              })
          .run();

      assertThat(breaks.getFirst()).isLessThan(200);
      assertThat(interruptions).hasSizeGreaterThan(5);
      assertThat(scored)
          .extracting(Window::start)
          .containsExactlyElementsOf(
              grid.between(start, start.plusSeconds(60)).stream().map(Window::start).toList());
      assertThat(opened).hasSize(1);
      assertThat(new FindingStore(new Documents(direct)).opened(start, start.plusSeconds(60), grid))
          .singleElement()
          .satisfies(one -> {
            assertThat(one.incident().id()).isEqualTo(opened.getFirst());
            assertThat(one.incident().windows()).isEqualTo(2);
          });
    }
  }

  private boolean pass(Duration time) {
    pauses.add(time);
    return pauses.size() == 8;
  }

  @Override
  public void interrupted(String reason, Duration retryIn) {
    interruptions.add(reason);
  }

  @Override
  public void scored(Window window, List<ScoredWindow> odd, List<Incident> changed) {
    scored.add(window);
    changed.stream()
        .filter(one -> one.windows() == 1 && one.calm() == 0)
        .forEach(one -> opened.add(one.id()));
  }
}
