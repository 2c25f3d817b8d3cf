package io.plumbline.detector.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
  @Test
  void of_fullReport_hasEverySection() {
    assertThat(MarkdownReport.of(Reports.full("service-b")))
        .startsWith("# Report, 4 May 10:00 to 11:00\n")
        .contains("### 1. service-b: critical (88 of 100)")
        .contains("| latency p95 | 16.0 ms | 840 ms | ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█▁")
        .contains("| ` service-b ` | 80 | 2 | ×40 |")
        .contains("| service-b | latency p95 | 12–18 ms | 16 ms | **0.40** |")
        .contains("Reported 1 of 1 fault, 1 with the right service first; precision 100 %.");
  }

  @Test
  void of_hostileNames_breakNoLineAndNoTable() {
    List<String> lines = MarkdownReport.of(Reports.full(Reports.HOSTILE)).lines().toList();

    assertThat(lines).noneMatch(line -> line.startsWith("# h"));
    assertThat(lines)
        .filteredOn(line -> line.startsWith("| ") && line.contains("840 ms"))
        .allSatisfy(line -> assertThat(line.split("(?<!\\\\)\\|", -1)).hasSize(6));
  }

  @Test
  void of_nothing_saysSo() {
    assertThat(MarkdownReport.of(Reports.empty()))
        .contains("**Nothing is stored of any service in this time.**");
  }

  @Test
  void of_timeThatNobodyJudged_isNotCalledQuiet() {
    assertThat(MarkdownReport.of(Reports.calm(true)))
        .contains("**All quiet: no incident in 1 service.**");
    assertThat(MarkdownReport.of(Reports.calm(false)))
        .contains("**Not judged yet: what is odd in 1 service is not known.**")
        .doesNotContain("quiet");
  }

  @Test
  void text_special_isEscaped() {
    assertThat(Escaped.text("a|b *c* <d> [e](f) g@h http://i"))
        .isEqualTo("a\\|b \\*c\\* &lt;d&gt; \\[e\\](f) g&#64;h http:&#47;/i");
  }

  @Test
  void code_backticks_areFencedByMore() {
    assertThat(Escaped.code("a ``b` | c")).isEqualTo("``` a ``b` \\| c ```");
    assertThat(Escaped.code(" ")).isEqualTo("–");
  }

  @Test
  void smallBars_gapsAndZeros() {
    assertThat(SmallBars.of(new double[] {0, 4, Double.NaN, 8}, 10)).isEqualTo("▁▅ █");
    assertThat(SmallBars.of(new double[] {0, 0}, 10)).isEqualTo("▁▁");
    assertThat(SmallBars.of(new double[0], 10)).isEmpty();
  }
}
