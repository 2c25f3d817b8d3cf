package io.plumbline.elk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.elk.RecordingServer.Answered;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticsearchConnectionTest {
  private static final String HEALTH = "{\"status\":\"green\"}";

  /** As 8.19 answers a search of an index of which no shard is assigned yet, and of one of two. */
  private static final String NONE_YET =
      """
      {"error": {"root_cause": [{"type": "no_shard_available_action_exception", "reason": null}],
        "type": "search_phase_execution_exception", "reason": "all shards failed",
        "phase": "query", "grouped": true, "failed_shards": []}, "status": 503}
      """;

  private static final String NOT_ALL_YET =
      """
      {"_shards": {"total": 2, "successful": 1, "failed": 1, "failures": [{"shard": 0,
        "index": "fresh", "reason": {"type": "no_shard_available_action_exception"}}]}}
      """;

  @Test
  void password_isSentAndNotShown() throws IOException {
    try (RecordingServer server = new RecordingServer(_ -> new Answered(200, HEALTH));
        ElasticsearchConnection connection =
            ElasticsearchConnection.open(
                "http://elastic:p%40ss@localhost:" + server.port() + "/prefix")) {
      connection.check();

      assertThat(server.asked().getFirst().authorization()).isEqualTo("Basic ZWxhc3RpYzpwQHNz");
      assertThat(server.asked().getFirst().path()).startsWith("/prefix/_cluster/health?");
      assertThat(connection.toString())
          .isEqualTo("ElasticsearchConnection[http://localhost:" + server.port() + "/prefix]");
    }
  }

  @Test
  void apiKey_isSent() throws IOException {
    try (RecordingServer server = new RecordingServer(_ -> new Answered(200, HEALTH));
        ElasticsearchConnection connection =
            ElasticsearchConnection.open("http://localhost:" + server.port(), "a2V5")) {
      connection.check();

      assertThat(server.asked().getFirst().authorization()).isEqualTo("ApiKey a2V5");
    }
  }

  @Test
  void typedClient_readsThroughJackson() throws IOException {
    String found = "{\"_index\":\"i\",\"_id\":\"1\",\"found\":true,\"_source\":{\"number\":7}}";
    try (RecordingServer server = new RecordingServer(_ -> new Answered(200, found));
        ElasticsearchConnection connection =
            ElasticsearchConnection.open("http://localhost:" + server.port())) {
      Numbered source =
          connection.client().get(get -> get.index("i").id("1"), Numbered.class).source();

      assertThat(source).isEqualTo(new Numbered(7));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:9200",
        "ftp://user:secret@host",
        "http://",
        "http://host:9200?secret=x",
        "elastic:secret@host:9200",
        "http://a b"
      })
  void noAddress_isRefusedWithoutPassword(String address) {
    assertThatThrownBy(() -> ElasticsearchConnection.open(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an Elasticsearch address reads http://host:9200")
        .hasMessageNotContaining("user:secret")
        .hasMessageNotContaining("elastic:secret");
  }

  @Test
  void passwordAndApiKey_areRefused() {
    assertThatThrownBy(() -> ElasticsearchConnection.open("http://a:b@host:9200", "key"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not both");
  }

  @Test
  void nobodyThere_isExplained() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (ElasticsearchConnection connection =
        ElasticsearchConnection.open("http://127.0.0.1:" + port)) {
      assertThatThrownBy(connection::check)
          .hasMessage(
              "Elasticsearch at http://127.0.0.1:"
                  + port
                  + " refuses the connection: is it running?");
    }
  }

  @Test
  void unknownHost_isExplained() throws IOException {
    try (ElasticsearchConnection connection =
        ElasticsearchConnection.open("http://no-such-host.invalid:9200")) {
      assertThatThrownBy(connection::check).hasMessageContaining("is at an unknown host");
    }
  }

  @Test
  void wrongPassword_isExplained() throws IOException {
    assertThat(failure(401, "{\"error\":{\"reason\":\"missing authentication\"}}"))
        .contains("it asks for a user and password or an API key, or refuses those given (401)");
  }

  @Test
  void innermostReason_isGiven() throws IOException {
    assertThat(failure(400, "{\"error\":{\"reason\":\"a\",\"caused_by\":{\"reason\":\"b\"}}}"))
        .endsWith(": b (400)");
  }

  @Test
  void somethingElse_isExplained() throws IOException {
    assertThat(failure(200, "<html>")).endsWith("answered 200 without JSON: is it Elasticsearch?");
  }

  @ParameterizedTest
  @MethodSource("early")
  void indexMadeThisMoment_isAskedAgain(Answered early) throws IOException {
    Iterator<Answered> answers =
        List.of(early, early, new Answered(200, "{\"hits\":{}}")).iterator();
    try (RecordingServer server = new RecordingServer(_ -> answers.next());
        ElasticsearchConnection connection =
            ElasticsearchConnection.open("http://localhost:" + server.port())) {
      JsonAnswer answer = connection.send("POST", "/fresh/_search?size=0", "{}");

      assertThat(answer.isSuccess()).isTrue();
      assertThat(answer.body().has("hits")).isTrue();
      assertThat(server.asked()).hasSize(3).allMatch(asked -> asked.body().equals("{}"));
    }
  }

  static List<Answered> early() {
    return List.of(new Answered(503, NONE_YET), new Answered(200, NOT_ALL_YET));
  }

  @Test
  void indexWithoutShards_isSaidInTheEnd() throws IOException {
    try (RecordingServer server = new RecordingServer(_ -> new Answered(503, NONE_YET));
        ElasticsearchConnection connection =
            ElasticsearchConnection.open(
                "http://localhost:" + server.port(), null, Duration.ZERO)) {
      assertThatThrownBy(() -> connection.send("POST", "/i/_search", "{}").orThrow("Searching i"))
          .hasMessage("Searching i: all shards failed (503)");
      assertThat(server.asked()).hasSize(1);
    }
  }

  private static String failure(int status, String body) throws IOException {
    try (RecordingServer server = new RecordingServer(_ -> new Answered(status, body));
        ElasticsearchConnection connection =
            ElasticsearchConnection.open("http://localhost:" + server.port())) {
      connection.check();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("no failure");
  }

  record Numbered(int number) {}
}
