package io.plumbline.engine.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Headers that the receiver sends and keeps; over a raw socket, because clients forbid some. */
class HttpHeadersTest {
  private static final String CORS =
      "cors: {allowed_origins: ['https://*.example.com'], allowed_headers: [X-Token],"
          + " exposed_headers: [X-Server], max_age: 600}";

  @Test
  void responseHeaders_areOnEveryAnswer() throws Exception {
    String more = "response_headers: {X-Server: plumbline}";

    assertThat(post(more, "")).startsWith("http/1.1 200 ok").contains("x-server: plumbline");
    assertThat(request(more, "GET / HTTP/1.1\r\n")).contains("x-server: plumbline");
  }

  @Test
  void keepAlivesSwitchedOff_closesAfterAnAnswer() throws Exception {
    assertThat(post("keep_alives_enabled: false", "")).contains("connection: close");
  }

  @Test
  void includeMetadata_keepsHeaders() throws Exception {
    try (OpenReceiver open = open("include_metadata: true")) {
      exchange(open, head("X-Tenant: a\r\nX-Tenant: b\r\n"));

      assertThat(open.inbox.lastContext().values("x-tenant")).isEqualTo(List.of("a", "b"));
      assertThat(open.inbox.lastContext().values("X-TENANT")).isEqualTo(List.of("a", "b"));
    }
  }

  @Test
  void preflight_ofAnAllowedOrigin() throws Exception {
    assertThat(preflight("https://app.example.com", "POST", "content-type, X-Token"))
        .startsWith("http/1.1 204 no content")
        .contains("access-control-allow-origin: https://app.example.com\r\n")
        .contains("access-control-allow-methods: post\r\n")
        .contains("access-control-allow-headers: content-type, x-token\r\n")
        .contains("access-control-allow-credentials: true\r\n")
        .contains("access-control-max-age: 600\r\n");
  }

  @Test
  void preflight_ofAnythingElseAllowsNothing() throws Exception {
    assertThat(preflight("https://example.org", "POST", "content-type"))
        .startsWith("http/1.1 204 no content")
        .doesNotContain("access-control-allow");
    assertThat(preflight("https://a.example.com", "PUT", "content-type"))
        .doesNotContain("access-control-allow");
    assertThat(preflight("https://a.example.com", "POST", "x-other"))
        .doesNotContain("access-control-allow");
  }

  @Test
  void postFromAnAllowedOrigin_isMarked() throws Exception {
    assertThat(post(CORS, "Origin: https://app.example.com\r\n"))
        .startsWith("http/1.1 200 ok")
        .contains("vary: origin\r\n")
        .contains("access-control-allow-origin: https://app.example.com\r\n")
        .contains("access-control-expose-headers: x-server\r\n");
  }

  @Test
  void postFromAnotherOrigin_isTakenAndNotMarked() throws Exception {
    assertThat(post(CORS, "Origin: https://example.org\r\n"))
        .startsWith("http/1.1 200 ok")
        .doesNotContain("access-control-allow");
  }

  private static String preflight(String origin, String method, String headers) throws Exception {
    return request(
        CORS,
        "OPTIONS /v1/traces HTTP/1.1\r\nOrigin: "
            + origin
            + "\r\nAccess-Control-Request-Method: "
            + method
            + "\r\nAccess-Control-Request-Headers: "
            + headers
            + "\r\n");
  }

  private static String post(String more, String headers) throws Exception {
    return request(more, head(headers));
  }

  private static String head(String headers) {
    return "POST /v1/traces HTTP/1.1\r\nContent-Type: application/json\r\n" + headers;
  }

  private static String request(String more, String head) throws Exception {
    try (OpenReceiver open = open(more)) {
      return exchange(open, head);
    }
  }

  private static OpenReceiver open(String more) throws Exception {
    return new OpenReceiver("protocols: {http: {endpoint: 'localhost:0', " + more + "}}");
  }

  /** The answer in lower case. */
  private static String exchange(OpenReceiver open, String head) throws IOException {
    String body = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"a\"}]}]}]}";
    boolean withBody = head.startsWith("POST");
    String request =
        head
            + (withBody ? "Content-Length: " + body.length() + "\r\n" : "")
            + "Connection: close\r\n\r\n"
            + (withBody ? body : "");
    int port = URI.create(open.httpUrl("/")).getPort();
    try (Socket socket = new Socket("localhost", port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    }
  }
}
