package io.plumbline.bench;

import io.plumbline.engine.component.StartException;
import io.plumbline.engine.transport.ExportResponse;
import io.plumbline.engine.transport.grpc.ExportMethod;
import io.plumbline.engine.transport.grpc.GrpcAnswer;
import io.plumbline.engine.transport.grpc.GrpcClient;
import io.plumbline.engine.transport.grpc.GrpcClientConfig;
import io.plumbline.otlp.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Sends requests over several connections, each with one request on its way at a time, as fast as
 * they are answered or at a fixed rate.
 */
final class LoadGenerator implements AutoCloseable {
  /** A sender that was refused waits so long, as exporters do, instead of asking at once. */
  private static final long PAUSE_AFTER_FAILURE_NANOS = 10_000_000;

  private final TracePayload payload;
  private final double requestsPerSecond;
  private final List<GrpcClient> clients = new ArrayList<>();
  private final AtomicLong nextId = new AtomicLong(1);
  private final LongAdder accepted = new LongAdder();
  private final SpanIds acceptedIds = new SpanIds();
  private final LongAdder failures = new LongAdder();
  private volatile Latencies latencies = new Latencies();

  /**
   * A generator that is not sending yet.
   *
   * @param requestsPerSecond over all connections; 0 for as fast as possible
   */
  LoadGenerator(String target, int connections, TracePayload payload, double requestsPerSecond)
      throws StartException {
    this.payload = payload;
    this.requestsPerSecond = requestsPerSecond;
    for (int index = 0; index < connections; index++) {
      GrpcClient client = new GrpcClient(plainText(target));
      client.start();
      clients.add(client);
    }
  }

  /** Spans that the system has answered for with success. */
  long accepted() {
    return accepted.sum();
  }

  /** Those of them that are known: of a request that is accepted in part, nobody says which. */
  SpanIds acceptedIds() {
    return acceptedIds;
  }

  /** Requests that were answered with an error, or not at all. */
  long failures() {
    return failures.sum();
  }

  /** Times of the requests since the last call. */
  Latencies takeLatencies() {
    Latencies taken = latencies;
    latencies = new Latencies();
    return taken;
  }

  /** Whether an empty request succeeds. */
  boolean probe() throws InterruptedException {
    return clients.getFirst().call(ExportMethod.of(Signal.TRACES), new byte[0])
        instanceof GrpcAnswer.Reply;
  }

  /**
   * Sends for a while; returns when the last request was answered.
   *
   * @param goOn asked before each request; false ends the run early
   */
  void run(Duration duration, BooleanSupplier goOn) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    CountDownLatch done = new CountDownLatch(clients.size());
    for (GrpcClient client : clients) {
      Thread.ofVirtual()
          .name("load")
          .start(() -> {
            try {
              send(client, end, goOn);
            } finally {
              done.countDown();
            }
          });
    }
    done.await();
  }

  private void send(GrpcClient client, long end, BooleanSupplier goOn) {
    double nanosBetween = requestsPerSecond == 0 ? 0 : 1e9 * clients.size() / requestsPerSecond;
    double due = System.nanoTime();
    while (System.nanoTime() < end && goOn.getAsBoolean()) {
      if (nanosBetween > 0) {
        due += nanosBetween;
        LockSupport.parkNanos((long) due - System.nanoTime());
      }
      long firstId = nextId.getAndAdd(payload.spanCount());
      byte[] request = payload.next(firstId);
      // At a fixed rate a request waits from when it was due, however late it was sent.
      long start = nanosBetween > 0 ? (long) due : System.nanoTime();
      try {
        GrpcAnswer answer = client.call(ExportMethod.of(Signal.TRACES), request);
        latencies.record(System.nanoTime() - start);
        if (answer instanceof GrpcAnswer.Reply reply) {
          long refused = refused(reply);
          accepted.add(payload.spanCount() - refused);
          if (refused == 0) {
            acceptedIds.addRange(firstId, payload.spanCount());
          }
        } else {
          failures.increment();
          LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Spans that an answer of success says were refused all the same. */
  private long refused(GrpcAnswer.Reply reply) {
    ExportResponse response = ExportResponse.read(reply.message());
    return response == null ? 0 : Math.clamp(response.rejectedItems(), 0, payload.spanCount());
  }

  @Override
  public void close() {
    clients.forEach(GrpcClient::close);
  }

  private static GrpcClientConfig plainText(String target) {
    GrpcClientConfig defaults = GrpcClientConfig.DEFAULT;
    return new GrpcClientConfig(
        "http://" + target,
        "identity",
        defaults.tls(),
        null,
        false,
        Map.of(),
        defaults.balancerName(),
        "",
        "");
  }
}
