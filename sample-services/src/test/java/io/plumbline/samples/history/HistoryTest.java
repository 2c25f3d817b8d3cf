package io.plumbline.samples.history;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.plumbline.samples.load.DailyShape;
import io.plumbline.samples.service.Capture;
import io.plumbline.samples.service.LiveShop;
import io.plumbline.samples.telemetry.ExportStats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class HistoryTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant END = START.plus(Duration.ofMinutes(2));

  @Test
  void run_everythingIsDatedInThePast() throws Exception {
    Capture made = new Capture();
    make(made, 1);

    assertThat(made.spans())
        .hasSizeGreaterThan(2000)
        .allMatch(span -> between(span.getStartEpochNanos(), START, END.plusSeconds(5)))
        .allMatch(span -> span.getEndEpochNanos() > span.getStartEpochNanos())
        .allMatch(span -> between(span.getEndEpochNanos(), START, END.plusSeconds(5)));
    assertThat(made.logs())
        .hasSizeGreaterThan(300)
        .allMatch(log -> between(log.getTimestampEpochNanos(), START, END.plusSeconds(5)))
        .allMatch(log -> log.getSpanContext().isValid());
    assertThat(points(made)).allMatch(point -> between(point.getEpochNanos(), START, END));
  }

  @Test
  void run_metricsComeAtTheExportInterval() throws Exception {
    Capture made = new Capture();
    make(made, 1);

    List<Long> times =
        made.metrics().stream()
            .filter(metric -> metric.getName().equals("jvm.cpu.recent_utilization"))
            .filter(metric -> service(metric.getResource()).equals("frontend"))
            .map(metric -> metric.getData().getPoints().iterator().next().getEpochNanos())
            .toList();
    assertThat(times).hasSize(12);
    assertThat(times.getFirst()).isEqualTo(nanos(START.plusSeconds(10)));
    assertThat(times.getLast()).isEqualTo(nanos(END));
  }

  @Test
  void run_statsEqualWhatWasExported() throws Exception {
    Capture made = new Capture();
    ExportStats stats = make(made, 1);

    assertThat(stats.spans().sent()).isEqualTo(made.spans().size());
    assertThat(stats.logRecords().sent()).isEqualTo(made.logs().size());
    assertThat(stats.metricPoints().sent()).isEqualTo(points(made).size());
    assertThat(stats.failed()).isZero();
  }

  @Test
  void run_sameSeed_sameTelemetry() throws Exception {
    Capture first = new Capture();
    Capture second = new Capture();
    Capture other = new Capture();
    make(first, 7);
    make(second, 7);
    make(other, 8);

    assertThat(lines(first)).isEqualTo(lines(second)).isNotEqualTo(lines(other));
    assertThat(first.logs().stream().map(HistoryTest::line))
        .containsExactlyElementsOf(second.logs().stream().map(HistoryTest::line).toList());
  }

  @Test
  void run_looksLikeTheRunningServices() throws Exception {
    Capture made = new Capture();
    make(made, 1);
    try (LiveShop live = LiveShop.open()) {
      for (int i = 0; i < 5; i++) {
        live.get("/");
        live.get("/products");
        live.get("/products/P-0001");
        live.get("/cart?cart=c-1");
      }

      await().until(() -> live.capture().spans().size() >= 5 * (10 + 10 + 10 + 8));
      assertThat(shapes(made.spans())).containsAll(shapes(unfailed(live.capture())));
      await()
          .untilAsserted(() -> assertThat(metrics(live.capture())).containsAll(jvmAndPool(made)));
      assertThat(metrics(made)).containsAll(metrics(live.capture()));
    }
  }

  @Test
  void run_receiverFails_isCountedAndSaid() throws Exception {
    Capture made = new Capture();
    made.failFromNowOn();

    try (History history = new History(settings(1, Duration.ofMillis(1)), every10Seconds(made))) {
      assertThatThrownBy(() -> history.run(_ -> true))
          .hasMessageContaining("items could not be delivered within");
      assertThat(history.stats().failed()).isPositive();
    }
  }

  @Test
  void run_toldToStop_deliversWhatItHas() throws Exception {
    Capture made = new Capture();

    try (History history = new History(settings(1, Duration.ofSeconds(1)), every10Seconds(made))) {
      assertThat(history.run(_ -> false)).isFalse();

      assertThat(history.stats().spans().sent()).isEqualTo(made.spans().size()).isPositive();
    }
  }

  private static ExportStats make(Capture capture, long seed) throws Exception {
    try (History history =
        new History(settings(seed, Duration.ofSeconds(1)), every10Seconds(capture))) {
      assertThat(history.run(_ -> true)).isTrue();
      return history.stats();
    }
  }

  private static Consumer<AutoConfiguredOpenTelemetrySdkBuilder> every10Seconds(Capture capture) {
    return builder -> {
      capture.into(builder);
      builder.addPropertiesCustomizer(_ -> Map.of("otel.metric.export.interval", "10000"));
    };
  }

  private static History.Settings settings(long seed, Duration patience) {
    return new History.Settings(
        START, END, 5, new DailyShape(Duration.ofHours(24), 1), seed, patience);
  }

  private static boolean between(long epochNanos, Instant start, Instant end) {
    return nanos(start) <= epochNanos && epochNanos <= nanos(end);
  }

  private static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }

  private static List<PointData> points(Capture capture) {
    return capture.metrics().stream()
        .<PointData>flatMap(metric -> metric.getData().getPoints().stream())
        .toList();
  }

  private static String service(io.opentelemetry.sdk.resources.Resource resource) {
    return String.valueOf(resource.getAttribute(stringKey("service.name")));
  }

  private static List<String> lines(Capture capture) {
    return capture.spans().stream()
        .map(span ->
            String.join(
                " ",
                span.getTraceId(),
                span.getSpanId(),
                span.getParentSpanId(),
                span.getName(),
                Long.toString(span.getStartEpochNanos()),
                Long.toString(span.getEndEpochNanos()),
                span.getAttributes().toString()))
        .toList();
  }

  private static String line(LogRecordData log) {
    return log.getTimestampEpochNanos() + " " + log.getSeverityText() + " " + log.getBodyValue();
  }

  /** Service, kind, name and attribute keys of spans. */
  private static Set<String> shapes(List<SpanData> spans) {
    return spans.stream().map(HistoryTest::shape).collect(Collectors.toSet());
  }

  /** Spans of traces without an error: one request in a thousand fails, here or in history. */
  private static List<SpanData> unfailed(Capture capture) {
    List<SpanData> spans = List.copyOf(capture.spans());
    Set<String> failed =
        spans.stream()
            .filter(span -> span.getStatus().getStatusCode() == StatusCode.ERROR)
            .map(SpanData::getTraceId)
            .collect(Collectors.toSet());
    return spans.stream().filter(span -> !failed.contains(span.getTraceId())).toList();
  }

  private static String shape(SpanData span) {
    return service(span.getResource())
        + " "
        + span.getKind()
        + " "
        + span.getName()
        + " "
        + new TreeSet<>(
            span.getAttributes().asMap().keySet().stream().map(Object::toString).toList());
  }

  private static Set<String> jvmAndPool(Capture capture) {
    return metrics(capture).stream()
        .filter(metric -> metric.contains(" jvm.memory.used ") || metric.contains(".connection."))
        .filter(metric -> !metric.contains("pool.name=G1"))
        .filter(metric -> !metric.contains(" heap"))
        .collect(Collectors.toSet());
  }

  /** Service, name, unit, type and attribute keys of metrics. */
  private static Set<String> metrics(Capture capture) {
    Set<String> metrics = new TreeSet<>();
    for (MetricData metric : capture.metrics()) {
      // The test's JVM may have collected no garbage yet, and the batch processors that report on
      // themselves are not in history.
      if (metric.getName().equals("jvm.gc.duration") || !metric.getName().contains(".")) {
        continue;
      }
      for (PointData point : metric.getData().getPoints()) {
        if (point.getAttributes().get(stringKey("error.type")) != null) {
          continue;
        }
        metrics.add(
            String.join(
                " ",
                service(metric.getResource()),
                metric.getName(),
                metric.getUnit(),
                metric.getType().toString(),
                new TreeSet<>(
                        point.getAttributes().asMap().keySet().stream()
                            .map(Object::toString)
                            .toList())
                    .toString()));
      }
    }
    return metrics;
  }
}
