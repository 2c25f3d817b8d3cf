package io.plumbline.detector.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.logs.LogLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogMiningTest {
  private static final LogSampling.Sample NONE = LogSampling.Sample.EMPTY;

  @Test
  void of_noLines_isNothing() {
    assertThat(LogMining.of(NONE, NONE, Reports.HOUR)).isNull();
  }

  @Test
  void of_templates_areCountedBeforeAndNow() {
    List<LogLine> before = lines(-30, 2, "timeout: no connection within 1500 ms");
    List<LogLine> now = new ArrayList<>(lines(10, 80, "timeout: no connection within 9 ms"));
    now.addAll(lines(20, 5, "card 4711 was declined"));

    LogReport report = report(new LogSampling.Sample(2, before), new LogSampling.Sample(85, now));

    List<LogReport.Template> templates =
        report.themes().stream().flatMap(theme -> theme.templates().stream()).toList();
    assertThat(templates)
        .extracting(one -> one.counts().now(), one -> one.counts().change())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(80.0, "×40"),
            org.assertj.core.groups.Tuple.tuple(5.0, "new"));
    assertThat(templates).allSatisfy(one -> assertThat(one.services()).containsExactly("b"));
    assertThat(report.themes().getFirst().counts().now()).isEqualTo(80);
  }

  @Test
  void of_sample_isScaledUp() {
    LogReport report =
        report(NONE, new LogSampling.Sample(1_000, lines(10, 100, "connection refused")));

    assertThat(report.lines()).isEqualTo(1_000);
    assertThat(report.sampled()).isEqualTo(100);
    assertThat(report.themes().getFirst().counts().now()).isEqualTo(1_000);
  }

  @Test
  void change_inAWord() {
    assertThat(new LogReport.Counts(10, 0).change()).isEqualTo("new");
    assertThat(new LogReport.Counts(0, 10).change()).isEqualTo("gone");
    assertThat(new LogReport.Counts(25, 10).change()).isEqualTo("×2.5");
    assertThat(new LogReport.Counts(10, 25).change()).isEqualTo("÷2.5");
    assertThat(new LogReport.Counts(11, 10).change()).isEqualTo("as before");
  }

  private static LogReport report(LogSampling.Sample before, LogSampling.Sample now) {
    LogReport report = LogMining.of(before, now, Reports.HOUR);
    assertThat(report).isNotNull();
    return java.util.Objects.requireNonNull(report);
  }

  private static List<LogLine> lines(int minute, int count, String text) {
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(new LogLine("b", Reports.minute(minute), 17, text));
    }
    return lines;
  }
}
