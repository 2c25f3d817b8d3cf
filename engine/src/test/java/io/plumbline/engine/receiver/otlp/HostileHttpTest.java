package io.plumbline.engine.receiver.otlp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.component.StartException;
import io.plumbline.engine.transport.InFlightBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that don't keep to the protocol, over raw sockets; an honest one is always served. */
class HostileHttpTest {
  private static final String HEAD =
      "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\n";

  private OpenReceiver open;

  @BeforeEach
  void start() throws StartException {
    open =
        new OpenReceiver(
            "protocols: {http: {endpoint: 'localhost:0', read_timeout: 500ms}}",
            new InFlightBytes(1 << 20));
  }

  @AfterEach
  void stop() {
    open.close();
    assertThat(open.inFlight.bytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\1\2\3\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "POST\r\n\r\n",
        "POST /v1/traces HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        "POST /v1/traces HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "POST /v1/traces HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      })
  void garbage_isAnsweredOrClosed(String request) throws IOException {
    String answer = exchange(request.getBytes(US_ASCII));

    assertThat(answer).doesNotContain(" 200 ");
    assertHonestClientIsServed();
  }

  @Test
  void headersWithoutEnd_are431() throws IOException {
    String answer = exchange((HEAD + "X: " + "a".repeat(70_000) + "\r\n\r\n").getBytes(US_ASCII));

    assertThat(answer).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void lineWithoutEnd_is414() throws IOException {
    String answer =
        exchange(("POST /" + "a".repeat(10_000) + " HTTP/1.1\r\n\r\n").getBytes(US_ASCII));

    assertThat(answer).startsWith("HTTP/1.1 414 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P", "POST /v1/traces HTTP/1.1\r\nHost:", HEAD})
  void halfAHead_isClosedInTime(String beginning) throws IOException {
    assertThat(exchange(beginning.getBytes(US_ASCII))).isEmpty();
  }

  @Test
  void halfABody_isClosedInTimeAndItsMemoryGivenBack() throws IOException {
    String request = HEAD + "Content-Length: 100000\r\n\r\n" + "a".repeat(50_000);

    assertThat(exchange(request.getBytes(US_ASCII))).isEmpty();
    await().untilAsserted(() -> assertThat(open.inFlight.bytes()).isZero());
    assertThat(open.inbox.batches()).isEmpty();
  }

  @Test
  void clientThatLeavesMidBody_leavesNothingBehind() throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write((HEAD + "Content-Length: 9000\r\n\r\nabc").getBytes(US_ASCII));
    }

    await().untilAsserted(() -> assertThat(open.inFlight.bytes()).isZero());
    assertHonestClientIsServed();
  }

  @Test
  void announcedLengthAboveTheLimit_isRefusedBeforeTheBodyWhenAsked() throws IOException {
    String answer =
        exchange(
            (HEAD + "Content-Length: 99999999999\r\nExpect: 100-continue\r\n\r\n")
                .getBytes(US_ASCII));

    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("http: request body too large");
  }

  @Test
  void expectContinue_isInvited() throws IOException {
    byte[] body = Requests.spans(1);
    try (Socket socket = connect()) {
      OutputStream output = socket.getOutputStream();
      String head = HEAD + "Expect: 100-continue\r\nContent-Length: " + body.length + "\r\n\r\n";
      output.write(head.getBytes(US_ASCII));
      assertThat(readUntil(socket, "\r\n\r\n")).startsWith("HTTP/1.1 100 Continue");

      output.write(body);

      assertThat(readUntil(socket, "\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void tinyChunks_areOneBody() throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes((HEAD + "Transfer-Encoding: chunked\r\n\r\n").getBytes(US_ASCII));
    for (byte b : Requests.spans(100)) {
      request.writeBytes("1\r\n".getBytes(US_ASCII));
      request.write(b);
      request.writeBytes("\r\n".getBytes(US_ASCII));
    }
    request.writeBytes("0\r\n\r\n".getBytes(US_ASCII));
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.toByteArray());

      assertThat(readUntil(socket, "\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
    }
    assertThat(open.inbox.itemCount()).isEqualTo(100);
  }

  @Test
  void pipelinedRequests_areAnsweredInOrder() throws IOException {
    byte[] body = Requests.spans(1);
    ByteArrayOutputStream requests = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      requests.writeBytes(
          (HEAD + "Content-Length: " + body.length + "\r\n\r\n").getBytes(US_ASCII));
      requests.writeBytes(body);
    }
    requests.writeBytes(
        "GET /v1/traces HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));

    String answers = exchange(requests.toByteArray());

    assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(101);
    assertThat(answers).endsWith("405 method not allowed, supported: [POST]");
    assertThat(open.inbox.itemCount()).isEqualTo(100);
  }

  @Test
  void moreThanTheMemoryForRequests_isRefusedWithADelay() throws IOException {
    String request = HEAD + "Content-Length: 3000000\r\n\r\n" + "a".repeat(3_000_000);

    String answer =
        exchange((request + "GET / HTTP/1.1\r\nConnection: close\r\n\r\n").getBytes(US_ASCII));

    assertThat(answer).startsWith("HTTP/1.1 429 ").containsIgnoringCase("retry-after: 1");
    assertHonestClientIsServed();
  }

  @Test
  void manyIdleConnections_doNotKeepOthersOut() throws IOException {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket = connect();
        idle.add(socket);
        if (i % 2 == 0) {
          socket.getOutputStream().write('P');
        }
      }
      assertHonestClientIsServed();
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  private void assertHonestClientIsServed() throws IOException {
    byte[] body = Requests.spans(1);
    try (Socket socket = connect()) {
      OutputStream output = socket.getOutputStream();
      output.write((HEAD + "Content-Length: " + body.length + "\r\n\r\n").getBytes(US_ASCII));
      output.write(body);
      assertThat(readUntil(socket, "\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("localhost", URI.create(open.httpUrl("/")).getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** What comes back until the server closes the connection. */
  private String exchange(byte[] request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request);
      return readUntil(socket, "\0");
    }
  }

  private static String readUntil(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next;
      try {
        next = socket.getInputStream().read();
      } catch (java.net.SocketException _) {
        break; // Reset: closed with something of ours unread.
      }
      if (next < 0) {
        break;
      }
      text.append((char) next);
    }
    return text.toString();
  }
}
