package io.plumbline.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkSinkTest {
  private static final String TWO_DOCUMENTS =
      """
      {"create":{}}
      {"a":1,"span_id":"0100000000000000","parent_span_id":"0300000000000000"}
      {"create":{}}
      {"span_id":"0200000000000000","a":2}
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private BulkSink sink;

  @BeforeEach
  void start() throws IOException {
    sink = BulkSink.start();
  }

  @AfterEach
  void stop() {
    sink.close();
    client.close();
  }

  @Test
  void bulk_inPlainText_isCountedAndAnsweredForEachDocument() throws Exception {
    HttpResponse<String> answer = post(TWO_DOCUMENTS.getBytes(UTF_8), "identity");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"errors\":false")
        .containsOnlyOnce("{\"create\":{\"status\":201}},{\"create\":{\"status\":201}}");
    assertThat(ids(1, 2).missingIn(sink.received())).isZero();
    assertThat(ids(3, 1).missingIn(sink.received())).isEqualTo(1);
  }

  @Test
  void bulk_inGzip_isCounted() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(TWO_DOCUMENTS.getBytes(UTF_8));
    }
    assertThat(post(bytes.toByteArray(), "gzip").statusCode()).isEqualTo(200);
    assertThat(ids(1, 2).missingIn(sink.received())).isZero();
    assertThat(ids(3, 1).missingIn(sink.received())).isEqualTo(1);
  }

  @Test
  void bulk_inBrokenGzip_isRefusedAndNotCounted() throws Exception {
    assertThat(post(TWO_DOCUMENTS.getBytes(UTF_8), "gzip").statusCode()).isEqualTo(400);
    assertThat(ids(1, 2).missingIn(sink.received())).isEqualTo(2);
  }

  @Test
  void root_asked_saysThatItIsElasticsearch() throws Exception {
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(uri("/")).build(), BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("X-Elastic-Product")).hasValue("Elasticsearch");
    assertThat(answer.body()).contains("\"number\":\"8.");
  }

  @Test
  void bulk_sentTwice_isDuplicates() throws Exception {
    post(TWO_DOCUMENTS.getBytes(UTF_8), "identity");
    post(TWO_DOCUMENTS.getBytes(UTF_8), "identity");
    assertThat(sink.received().duplicates()).isEqualTo(2);
  }

  private static SpanIds ids(long first, int count) {
    SpanIds ids = new SpanIds();
    ids.addRange(first, count);
    return ids;
  }

  private HttpResponse<String> post(byte[] body, String encoding) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/_bulk"))
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + sink.port() + path);
  }
}
