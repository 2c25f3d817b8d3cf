package io.plumbline.detector.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.logs.LogLine;
import io.plumbline.detector.search.Search;
import io.plumbline.detector.telemetry.Disturbance;
import io.plumbline.detector.telemetry.ShopTelemetry;
import io.plumbline.detector.telemetry.TestNode;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a real node: two minutes in which half of the requests fail. */
class LogSamplingTest {
  private static final Instant START = Instant.parse("2026-07-01T10:00:00Z");
  private static final Instant END = START.plusSeconds(120);

  private static ElasticsearchConnection connection =
      ElasticsearchConnection.open("http://localhost:1");

  @BeforeAll
  static void store() throws IOException, InterruptedException {
    connection.close();
    connection = TestNode.connect();
    Disturbance burst = new Disturbance(Disturbance.Kind.ERROR_BURST, START, END);
    new ShopTelemetry(connection, 5, 9, List.of(burst)).store(START, END);
  }

  @AfterAll
  static void close() throws IOException {
    connection.close();
  }

  @Test
  void sample_fewLines_areAllOfThem() throws IOException {
    LogSampling.Sample sample = sample(null, 10_000);

    assertThat(sample.total()).isGreaterThan(200).isEqualTo(sample.lines().size());
    assertThat(sample.lines()).extracting(LogLine::text).contains("Upstream failed");
  }

  @Test
  void sample_moreThanWanted_isFromEverywhereAndTheSameEachTime() throws IOException {
    LogSampling.Sample sample = sample(null, 50);

    assertThat(sample.lines()).hasSize(50);
    assertThat(Math.round(sample.weight() * 50)).isEqualTo(sample.total());
    assertThat(sample.lines())
        .filteredOn(line -> line.time().isBefore(START.plusSeconds(60)))
        .hasSizeBetween(10, 40);
    assertThat(sample(null, 50)).isEqualTo(sample);
  }

  @Test
  void sample_ofOneService_hasNoOther() throws IOException {
    assertThat(sample("service-a", 10_000).lines())
        .isNotEmpty()
        .allMatch(line -> line.service().equals("service-a"));
  }

  private static LogSampling.Sample sample(@Nullable String service, int most) throws IOException {
    LogSampling logs = new LogSampling(new Search(connection));
    long total = logs.count(START, END, service);
    return logs.sample(START, END, service, total, most, () -> {});
  }
}
