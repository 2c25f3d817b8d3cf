package io.plumbline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class SinkTest {
  private static final String TWO =
      """
      {"create":{"_index":"traces"}}
      {"name":"a"}
      {"create":{"_index":"traces"}}
      {"name":"b"}
      """;

  @Test
  void bulkSink_plainAndGzip_answersEachDocument() throws Exception {
    try (BulkSink sink = BulkSink.start()) {
      byte[] plain = TWO.getBytes(StandardCharsets.UTF_8);

      assertThat(bulk(sink, plain, "identity"))
          .containsOnlyOnce("[{\"create\":{\"status\":201}},{");
      assertThat(bulk(sink, gzip(plain), "gzip")).startsWith("{\"took\":1,\"errors\":false,");

      assertThat(sink.received()).isEqualTo(4);
    }
  }

  @Test
  void otlpSink_countsWhatTheGeneratorSends() throws Exception {
    try (Sink sink = Scenario.OTLP.sink();
        LoadGenerator load =
            new LoadGenerator("127.0.0.1:" + sink.port(), 2, TracePayload.of(10), 0)) {
      assertThat(load.probe()).isTrue();
      load.run(Duration.ofMillis(200));

      assertThat(load.accepted()).isPositive().isEqualTo(sink.received());
      assertThat(load.failures()).isZero();
      assertThat(load.takeLatencies().quantileMillis(0.5)).isPositive();
      assertThat(load.takeLatencies().quantileMillis(0.5)).isNaN();
    }
  }

  @Test
  void generator_nobodyListens_countsFailures() throws Exception {
    try (LoadGenerator load = new LoadGenerator("127.0.0.1:1", 1, TracePayload.of(1), 0)) {
      assertThat(load.probe()).isFalse();
      load.run(Duration.ofMillis(50));

      assertThat(load.accepted()).isZero();
      assertThat(load.failures()).isPositive();
    }
  }

  private static String bulk(BulkSink sink, byte[] body, String encoding)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sink.port() + "/_bulk"))
                  .header("Content-Encoding", encoding)
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.headers().firstValue("X-Elastic-Product")).contains("Elasticsearch");
      return answer.body();
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
      stream.write(plain);
    }
    return packed.toByteArray();
  }
}
