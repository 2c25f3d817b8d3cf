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
      "{\"create\":{}}\n{\"a\":1}\n{\"create\":{}}\n{\"a\":2}\n";

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
    assertThat(sink.received()).isEqualTo(2);
  }

  @Test
  void bulk_inGzip_isCounted() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(TWO_DOCUMENTS.getBytes(UTF_8));
    }
    assertThat(post(bytes.toByteArray(), "gzip").statusCode()).isEqualTo(200);
    assertThat(sink.received()).isEqualTo(2);
  }

  @Test
  void bulk_inBrokenGzip_isRefusedAndNotCounted() throws Exception {
    assertThat(post(TWO_DOCUMENTS.getBytes(UTF_8), "gzip").statusCode()).isEqualTo(400);
    assertThat(sink.received()).isZero();
  }

  @Test
  void root_asked_saysThatItIsElasticsearch() throws Exception {
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(uri("/")).build(), BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("X-Elastic-Product")).hasValue("Elasticsearch");
    assertThat(answer.body()).contains("\"number\":\"8.");
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
