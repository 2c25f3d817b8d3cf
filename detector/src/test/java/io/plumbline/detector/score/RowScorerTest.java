package io.plumbline.detector.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.detector.model.NoveltyKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowScorerTest {
  private static final int KILOBYTE = 1_024;

  private static CsvLines rows(int count) throws IOException {
    StringBuilder text = new StringBuilder("a,b,c,d\n");
    for (int i = 0; i < count; i++) {
      text.append(i % 7).append(',').append(i % 5).append(',').append(i % 3).append(",1\n");
    }
    return CsvLines.of("rows.csv", new ByteArrayInputStream(text.toString().getBytes(UTF_8)));
  }

  private static RowScorer.Options memory(long bytes) {
    return new RowScorer.Options(null, List.of(), 60, NoveltyKind.OURS, 1, bytes);
  }

  @Test
  void learn_moreRowsThanTheMemoryHolds_saysHowManyItHolds() throws IOException {
    try (CsvLines lines = rows(200)) {
      assertThatThrownBy(() -> RowScorer.learn(lines, 200, memory(64 * KILOBYTE)))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(
              "rows.csv:104: the memory is enough to learn from 102 rows of 4 columns: ");
    }
  }

  @Test
  void score_moreRowsThanTheMemoryHolds_isNoMatter() throws IOException {
    RowScorer.Options options = memory(64 * KILOBYTE);
    try (CsvLines lines = rows(200)) {
      RowScorer scorer = RowScorer.learn(lines, 100, options);

      assertThat(scorer.score(lines, options, _ -> {})).isEqualTo(100);
    }
  }
}
