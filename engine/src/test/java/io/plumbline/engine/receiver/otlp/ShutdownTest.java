package io.plumbline.engine.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.transport.grpc.ExportMethod;
import io.plumbline.otlp.Signal;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Stopping while requests are under way. */
class ShutdownTest {
  private static final int REQUESTS = 20;

  @Test
  void requestsInFlight_areAnsweredBeforeTheReceiverIsClosed() throws Exception {
    OpenReceiver open = new OpenReceiver(OpenReceiver.BOTH);
    CountDownLatch consumed = new CountDownLatch(1);
    open.inbox.answer(_ -> {
      awaitUninterruptibly(consumed);
      return Outcome.accepted();
    });
    int httpPort = URI.create(open.httpUrl("/")).getPort();
    ManagedChannel channel =
        NettyChannelBuilder.forTarget(open.grpcTarget()).usePlaintext().build();

    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(open.httpUrl("/v1/traces")))
              .header("content-type", "application/x-protobuf")
              .POST(HttpRequest.BodyPublishers.ofByteArray(Requests.spans(1)))
              .build();
      for (int i = 0; i < REQUESTS; i++) {
        answers.add(
            threads.submit(() ->
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200));
        answers.add(
            threads.submit(() ->
                ClientCalls.blockingUnaryCall(
                            channel,
                            ExportMethod.of(Signal.TRACES),
                            CallOptions.DEFAULT,
                            Requests.spans(1))
                        .length
                    == 0));
      }
      await().until(() -> open.inbox.batches().size() == 2 * REQUESTS);

      Future<?> closed = threads.submit(open::close);
      await().until(() -> !accepts(httpPort));
      assertThat(closed.isDone()).isFalse();
      consumed.countDown();

      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
      closed.get();
      assertThat(open.inbox.itemCount()).isEqualTo(2 * REQUESTS);
      assertThat(open.inFlight.bytes()).isZero();
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void close_worksTwiceAndFreesThePorts() throws Exception {
    OpenReceiver open = new OpenReceiver(OpenReceiver.BOTH);
    String endpoint = open.grpcTarget();
    open.close();
    open.close();

    try (OpenReceiver again =
        new OpenReceiver("protocols: {grpc: {endpoint: '" + endpoint + "'}}")) {
      assertThat(again.grpcTarget()).isEqualTo(endpoint);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("a request was interrupted", e);
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket("localhost", port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false; // Nobody listens any more, which is what is waited for.
    }
  }
}
