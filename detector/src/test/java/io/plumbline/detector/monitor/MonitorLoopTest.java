package io.plumbline.detector.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.IncidentRules;
import io.plumbline.detector.rules.RulesConfig;
import io.plumbline.detector.search.Search;
import io.plumbline.detector.store.CheckpointStore;
import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.FindingStore;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.store.TemplateStore;
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

  private boolean pass(Duration time) {
    pauses.add(time);
    return pauses.size() == 8;
  }

  @Override
  public void interrupted(String reason, Duration retryIn) {
    interruptions.add(reason);
  }
}
