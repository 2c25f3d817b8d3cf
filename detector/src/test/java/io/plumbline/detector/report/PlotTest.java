package io.plumbline.detector.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.features.Feature;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlotTest {
  @Test
  void linePlot_gap_interruptsTheLine() {
    String plot = plot(Reports.series(Feature.CPU, 0.1, 0.2, Double.NaN, 0.2, 0.1), List.of());

    String path = plot.replaceAll("(?s).*class=\"series\" d=\"([^\"]*)\".*", "$1");
    assertThat(path.chars().filter(one -> one == 'M').count()).isEqualTo(2);
    assertThat(plot).doesNotContain("NaN", "circle");
  }

  @Test
  void linePlot_pointBetweenGaps_isADot() {
    String plot = plot(Reports.series(Feature.CPU, Double.NaN, 0.2, Double.NaN), List.of());

    assertThat(plot).contains("<circle class=\"alone\"").doesNotContain("class=\"series\"");
  }

  @Test
  void linePlot_singlePoint_isADot() {
    assertThat(plot(Reports.series(Feature.CPU, 0.2), List.of())).contains("class=\"alone\"");
  }

  @Test
  void linePlot_noValue_hasAxesOnly() {
    assertThat(plot(Reports.series(Feature.CPU), List.of()))
        .contains("class=\"grid\"")
        .doesNotContain("NaN", "Infinity", "class=\"series\"", "class=\"alone\"");
  }

  @Test
  void linePlot_band_isClosedAndHasCornersOnly() {
    double[] values = new double[50];
    double[] low = new double[50];
    double[] high = new double[50];
    Arrays.fill(high, 10);
    Series series = new Series(Feature.LATENCY_P95, Reports.START, 60, values, low, high);

    String path = plot(series, List.of()).replaceAll("(?s).*\"band\" d=\"([^\"]*)\".*", "$1");

    assertThat(path).isEqualTo("M62 8L554 8L554 128L62 128Z");
  }

  @Test
  void linePlot_oddWindow_isAColumnAndADotForItsReason() {
    OddWindow odd = Reports.odd("b", 1, 60, null);

    String latency = plot(Reports.series(Feature.LATENCY_P95, 1, 2, 3), List.of(odd));
    String memory = plot(Reports.series(Feature.MEMORY, 1, 2, 3), List.of(odd));

    assertThat(latency).contains("class=\"odd major\"", "class=\"dot major\"");
    assertThat(memory).contains("class=\"odd major\"").doesNotContain("class=\"dot");
  }

  @Test
  void linePlot_oddWindowElsewhere_isNotShown() {
    List<OddWindow> odd = List.of(Reports.odd("b", 3, 60, null), Reports.odd("b", -1, 60, null));

    assertThat(plot(Reports.series(Feature.CPU, 1, 2, 3), odd)).doesNotContain("odd");
  }

  @Test
  void timeline_overlappingIncidents_haveLanesOfTheirOwn() {
    List<IncidentEntry> incidents =
        List.of(Reports.incident("x", "b", 10, 30, 80), Reports.incident("y", "b", 20, 40, 30));
    Report report =
        new Report(
            Reports.HOUR, List.of(), null, List.of(), true, incidents, null, List.of(), null);
    Markup out = new Markup();

    Timeline.write(out, report);

    assertThat(out.toString())
        .contains("class=\"incident critical\" x=\"323\" y=\"8\"")
        .contains("class=\"incident minor\" x=\"476\" y=\"30\"");
  }

  @Test
  void thinning_longSeries_keepsSpikesAndGaps() {
    double[] values = new double[100_000];
    values[77_777] = 9;
    values[33_333] = -9;
    Arrays.fill(values, 50_000, 60_000, Double.NaN);

    List<Integer> picked = Thinning.of(values, 500);

    assertThat(picked).hasSizeLessThanOrEqualTo(1000).isSorted().contains(77_777, 33_333);
    assertThat(picked).anyMatch(i -> Double.isNaN(values[i]));
  }

  @ParameterizedTest
  @CsvSource({
    "0, ' ms', '0 0.5 1.0 ms'",
    "840, ' ms', '0 500 1,000 ms'",
    "0.07, ' %', '0 0.025 0.050 0.075 %'",
    "7, /s, '0 2.5 5.0 7.5/s'",
    "NaN, /s, '0 0.5 1.0/s'",
  })
  void valueScale_ticksAreRound(double greatest, String suffix, String labels) {
    List<String> ticks =
        ValueScale.linear(greatest, 100, 0).ticks(suffix).stream()
            .map(ValueScale.Tick::label)
            .toList();

    assertThat(String.join(" ", ticks)).isEqualTo(labels);
  }

  @Test
  void valueScale_logarithmic_hasPowersOfTen() {
    ValueScale scale = ValueScale.logarithmic(3, 1500, 90, 0);

    assertThat(scale.ticks(" ms"))
        .containsExactly(
            new ValueScale.Tick(90, "1"),
            new ValueScale.Tick(67.5, "10"),
            new ValueScale.Tick(45, "100"),
            new ValueScale.Tick(22.5, "1,000"),
            new ValueScale.Tick(0, "10,000 ms"));
    assertThat(scale.at(0)).isEqualTo(90);
  }

  @Test
  void linePlot_durationThatGrewManyTimes_isLogarithmic() {
    assertThat(LinePlot.isLogarithmic(Reports.series(Feature.LATENCY_P95, 10, 11, 800))).isTrue();
    assertThat(LinePlot.isLogarithmic(Reports.series(Feature.LATENCY_P95, 10, 11, 80))).isFalse();
    assertThat(LinePlot.isLogarithmic(Reports.series(Feature.ERROR_RATE, 0.01, 0.01, 1))).isFalse();
    assertThat(LinePlot.isLogarithmic(Reports.series(Feature.LATENCY_P95))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-04T10:00:00Z, 2026-05-04T11:00:00Z, '10:00 10:10 10:20 10:30 10:40 10:50 11:00'",
    "2026-05-04T00:00:00Z, 2026-05-05T00:00:00Z, '4 May 06:00 12:00 18:00 5 May'",
    "2026-05-04T10:00:00Z, 2026-05-04T10:01:00Z, '10:00 10:00:10 10:00:20 10:00:30 10:00:40"
        + " 10:00:50 10:01'",
    "2026-05-01T00:00:00Z, 2026-05-15T00:00:00Z, '7 May 14 May'",
  })
  void timeScale_ticksAreRound(Instant from, Instant to, String labels) {
    List<String> ticks =
        new TimeScale(from, to, 0, 100).ticks(6).stream().map(TimeScale.Tick::label).toList();

    assertThat(String.join(" ", ticks)).isEqualTo(labels);
  }

  private static String plot(Series series, List<OddWindow> odd) {
    Markup out = new Markup();
    LinePlot.write(out, series, odd);
    return out.toString();
  }
}
