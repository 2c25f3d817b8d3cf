package io.plumbline.engine.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.component.StartException;
import io.plumbline.engine.transport.Endpoint;
import io.plumbline.engine.transport.InFlightBytes;
import io.plumbline.otlp.Signal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcServerTest {
  private static final int LIMIT_BYTES = 1 << 20;

  private final InFlightBytes inFlight = new InFlightBytes(LIMIT_BYTES);
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicBoolean virtual = new AtomicBoolean();
  private final GrpcServer server =
      new GrpcServer(
          new GrpcServerConfig(
              new Endpoint("127.0.0.1", 0),
              null,
              0,
              0,
              false,
              GrpcServerConfig.DEFAULT.keepalive()),
          inFlight,
          Map.of(
              ExportMethod.of(Signal.TRACES),
              this::reverse,
              ExportMethod.of(Signal.LOGS),
              this::block));

  private GrpcAnswer reverse(byte[] request) {
    virtual.set(Thread.currentThread().isVirtual());
    byte[] reversed = new byte[request.length];
    for (int index = 0; index < request.length; index++) {
      reversed[index] = request[request.length - 1 - index];
    }
    return GrpcAnswer.reply(reversed);
  }

  private GrpcAnswer block(byte[] request) {
    arrived.countDown();
    try {
      goOn.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return GrpcAnswer.reply(request);
  }

  @AfterEach
  void close() {
    goOn.countDown();
    server.close();
  }

  private GrpcClient client(String compression) throws StartException {
    GrpcClientConfig defaults = GrpcClientConfig.DEFAULT;
    GrpcClient client =
        new GrpcClient(
            new GrpcClientConfig(
                "http://127.0.0.1:" + server.port(),
                compression,
                defaults.tls(),
                null,
                false,
                Map.of(),
                defaults.balancerName(),
                "",
                ""));
    client.start();
    return client;
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip", "zstd"})
  void call_requestInPieces_isHandledWholeOnAVirtualThread(String compression) throws Exception {
    server.start();
    try (GrpcClient client = client(compression)) {
      List<byte[]> pieces = List.of(new byte[] {1, 2}, new byte[] {3}, new byte[50_000]);

      GrpcAnswer answer = client.call(ExportMethod.inPieces(Signal.TRACES), pieces);

      byte[] reply = ((GrpcAnswer.Reply) answer).message();
      assertThat(reply).hasSize(50_003).endsWith(3, 2, 1);
      assertThat(virtual).isTrue();
      await().until(() -> inFlight.bytes() == 0);
    }
  }

  @Test
  void call_cancelledWhileItIsHandled_keepsItsBytesUntilTheHandlerIsDone() throws Exception {
    server.start();
    try (GrpcClient client = client("identity")) {
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  client.call(ExportMethod.of(Signal.LOGS), new byte[1000]);
                } catch (InterruptedException _) {
                  Thread.currentThread().interrupt();
                }
              });
      arrived.await();
      caller.interrupt();
      caller.join();
      assertThat(inFlight.bytes()).isEqualTo(1000);

      goOn.countDown();

      await().until(() -> inFlight.bytes() == 0);
      // And the connection is as good as before.
      assertThat(client.call(ExportMethod.of(Signal.TRACES), new byte[] {1}))
          .isInstanceOf(GrpcAnswer.Reply.class);
    }
  }

  @Test
  void call_moreThanMayBeInFlight_isRefusedAndHoldsNothing() throws Exception {
    server.start();
    try (GrpcClient client = client("identity")) {
      GrpcAnswer answer = client.call(ExportMethod.of(Signal.TRACES), new byte[LIMIT_BYTES + 1]);

      assertThat(answer).isInstanceOf(GrpcAnswer.Failure.class);
      assertThat(inFlight.bytes()).isZero();
    }
  }
}
