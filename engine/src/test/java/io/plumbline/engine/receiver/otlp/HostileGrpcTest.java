package io.plumbline.engine.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.CallOptions;
import io.grpc.Codec;
import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.transport.Compression;
import io.plumbline.engine.transport.grpc.ExportMethod;
import io.plumbline.otlp.Signal;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** gRPC clients that send what they should not; an honest one is always served. */
class HostileGrpcTest {
  private final List<ManagedChannel> channels = new ArrayList<>();
  private OpenReceiver open;

  @BeforeEach
  void start() throws StartException {
    open = new OpenReceiver(OpenReceiver.BOTH);
  }

  @AfterEach
  void stop() {
    assertThat(call(channel(Codec.Identity.NONE), Requests.spans(1))).isEmpty();
    channels.forEach(ManagedChannel::shutdownNow);
    open.close();
    assertThat(open.inFlight.bytes()).isZero();
  }

  @Test
  void randomBytes_areInvalidOrEmpty() {
    Random random = new Random(7);
    ManagedChannel channel = channel(Codec.Identity.NONE);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(1, 300)];
      random.nextBytes(bytes);
      bytes[0] = 0x0A; // Resource spans, so that it does not end at the first tag.

      StatusRuntimeException failure =
          catchThrowableOfType(StatusRuntimeException.class, () -> call(channel, bytes));

      if (failure != null) {
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void garbageInsteadOfCompression_isInvalid(String encoding) {
    byte[] garbage = "this is not compressed".getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(
            () -> call(channel(new Fixed(encoding, garbage)), encoding, Requests.spans(1)))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT))
        .hasMessageContaining("the message could not be decompressed: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void truncatedCompression_isInvalid(String encoding) {
    byte[] whole = compress(encoding, Requests.spans(500));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);

    assertThatThrownBy(() -> call(channel(new Fixed(encoding, half)), encoding, Requests.spans(1)))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
    assertThat(open.inbox.batches()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void bomb_isStoppedAtTheLimit(String encoding) {
    byte[] bomb = compress(encoding, new byte[100 << 20]);

    assertThatThrownBy(() -> call(channel(new Fixed(encoding, bomb)), encoding, Requests.spans(1)))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
  }

  @Test
  void connectionsThatSpeakNothingOrNonsense_doNotKeepOthersOut() throws IOException {
    int port = Integer.parseInt(open.grpcTarget().substring("localhost:".length()));
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = new Socket("localhost", port);
        sockets.add(socket);
        if (i % 2 == 0) {
          socket
              .getOutputStream()
              .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
      }
      assertThat(call(channel(Codec.Identity.NONE), Requests.spans(1))).isEmpty();
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    await().untilAsserted(() -> assertThat(open.inFlight.bytes()).isZero());
  }

  private ManagedChannel channel(Compressor codec) {
    CompressorRegistry registry = CompressorRegistry.newEmptyInstance();
    registry.register(codec);
    ManagedChannel channel =
        NettyChannelBuilder.forTarget(open.grpcTarget())
            .usePlaintext()
            .compressorRegistry(registry)
            .build();
    channels.add(channel);
    return channel;
  }

  private static byte[] call(ManagedChannel channel, byte[] request) {
    return call(channel, "identity", request);
  }

  private static byte[] call(ManagedChannel channel, String encoding, byte[] request) {
    CallOptions options = CallOptions.DEFAULT.withCompression(encoding);
    return ClientCalls.blockingUnaryCall(channel, ExportMethod.of(Signal.TRACES), options, request);
  }

  private static byte[] compress(String encoding, byte[] body) {
    Compression compression = Compression.valueOf(encoding.toUpperCase(Locale.ROOT));
    return compression.compress(body, compression.defaultLevel());
  }

  /** Writes the same bytes whatever it is given to compress. */
  private static final class Fixed implements Compressor {
    private final String encoding;
    private final byte[] content;

    Fixed(String encoding, byte[] content) {
      this.encoding = encoding;
      this.content = content;
    }

    @Override
    public String getMessageEncoding() {
      return encoding;
    }

    @Override
    public OutputStream compress(OutputStream target) throws IOException {
      target.write(content);
      return new FilterOutputStream(target) {
        @Override
        public void write(int b) {}

        @Override
        public void write(byte[] bytes, int offset, int length) {}
      };
    }
  }
}
