package io.plumbline.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.telemetry.Documents;
import io.plumbline.detector.telemetry.TestNode;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Log records of 24 services, each with six kinds of its own: windows of 10 s. */
class LogFacetTest {
  private static final Instant START = Instant.parse("2026-05-04T10:00:00Z");
  private static final Instant END = START.plusSeconds(120);
  private static final int SERVICES = 24;
  private static final Map<String, JsonNode> ROWS = new HashMap<>();

  /** By service, the words of its five commonest kinds. */
  private static final Map<String, String[]> KINDS = new HashMap<>();

  @BeforeAll
  static void storeAndCollect() throws IOException, InterruptedException {
    try (ElasticsearchConnection connection = TestNode.connect()) {
      Documents documents = new Documents(connection);
      SplittableRandom random = new SplittableRandom(3);
      for (int i = 0; i < SERVICES; i++) {
        String service = "logger-" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
        String[] kinds = new String[6];
        for (int kind = 0; kind < kinds.length; kind++) {
          kinds[kind] = word(random) + " " + word(random) + " " + word(random);
        }
        KINDS.put(service, kinds);
        for (Instant time = START; time.isBefore(END); time = time.plusSeconds(10)) {
          for (int kind = 0; kind < kinds.length; kind++) {
            for (int line = kind; line < kinds.length; line++) {
              documents.log(
                  service, time.plusSeconds(line), kinds[kind] + " " + random.nextInt(1000));
            }
          }
        }
      }
      documents.flush();
    }
    CommandRun run =
        CommandRun.at(
            END.plusSeconds(60),
            "collect",
            "--window=10s",
            "--from=" + START,
            "--to=" + END,
            "--facets",
            "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    run.out()
        .lines()
        .map(JsonMapper.shared()::readTree)
        .filter(row -> row.path("window_start").asString("").equals(START.toString()))
        .forEach(row -> ROWS.put(row.path("service").asString(), row.path("facets")));
  }

  private static String word(SplittableRandom random) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  @Test
  void manyServices_haveTheirCommonestTemplatesEach() {
    assertThat(ROWS).hasSize(SERVICES);
    ROWS.forEach((service, facets) -> {
      String[] kinds = Objects.requireNonNull(KINDS.get(service));
      assertThat(facets.properties()).as(service).hasSize(5);
      for (int kind = 0; kind < 5; kind++) {
        assertThat(facets.path("log:" + kinds[kind] + " <*>").path("record_rate").asDouble(-1))
            .as("%s of %s", kinds[kind], service)
            .isEqualTo((6 - kind) / 10.0);
      }
    });
  }
}
