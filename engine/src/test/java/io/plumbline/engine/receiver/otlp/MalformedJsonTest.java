package io.plumbline.engine.receiver.otlp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.component.StartException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that no honest sender writes, over a socket: refused in JSON, and nothing is harmed. */
class MalformedJsonTest {
  private static void assertRefused(byte[] body)
      throws StartException, IOException, InterruptedException {
    try (OpenReceiver open = new OpenReceiver(OpenReceiver.BOTH);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(open.httpUrl("/v1/traces")))
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
      assertThat(response.headers().firstValue("content-type")).contains("application/json");
      assertThat(response.body())
          .startsWith("{\"code\":3,\"message\":\"")
          .doesNotContain("Exception", "\\tat ")
          .hasSizeLessThan(2000);
      assertThat(open.inbox.batches()).isEmpty();
      // Given back once the answer is written, which the client may have read by then.
      await().until(() -> open.inFlight.bytes() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "{",
        "[]",
        "7",
        "{\"resourceSpans\": 7}",
        "{\"resourceSpans\": [",
        "{\"resourceSpans\": []} trailing",
        "{\"resourceSpans\": [{\"scopeSpans\": [{\"spans\": [{\"traceId\": \"zz\"}]}]}]}",
        "{\"resourceSpans\": [{\"scopeSpans\": [{\"spans\": [{\"kind\": {}}]}]}]}"
      })
  void garbage(String body) throws Exception {
    assertRefused(body.getBytes(UTF_8));
  }

  @Test
  void invalidUtf8() throws Exception {
    assertRefused("{\"resourceSpans\":[{\"schemaUrl\":\"\u00FF\u00FE\"}]}".getBytes(ISO_8859_1));
  }

  @Test
  void deepNesting() throws Exception {
    assertRefused(("{\"unknown\":" + "[".repeat(100_000)).getBytes(UTF_8));
  }
}
