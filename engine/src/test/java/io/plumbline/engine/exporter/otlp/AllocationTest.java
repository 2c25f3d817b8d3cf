package io.plumbline.engine.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.plumbline.engine.receiver.otlp.OpenReceiver;
import io.plumbline.engine.receiver.otlp.Requests;
import io.plumbline.engine.transport.grpc.ExportMethod;
import io.plumbline.otlp.Signal;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * The way from the gRPC receiver to the gRPC exporter allocates nothing per span.
 *
 * <p>Measured: the bytes that all threads of this process allocate on the heap ({@link
 * ThreadMXBean#getTotalThreadAllocatedBytes}) while a client sends a request to a receiver whose
 * consumer is an exporter, uncompressed and without a queue, which sends to another receiver, until
 * the answer is back. That includes both receivers, the exporter and the client. A request costs
 * what it does, and so do its bytes: an array for them in each receiver, and a few objects for each
 * HTTP/2 frame of 16 KiB. So two requests of the same length are compared, of 100 and of 1,000
 * spans; what they differ by is what spans cost.
 */
class AllocationTest {
  private static final int WARMUP = 1500;
  private static final int REQUESTS = 300;

  /** What the smallest object takes, with compact headers: one per span would be seen. */
  private static final double OBJECT_BYTES_MIN = 8;

  @Test
  void receiverToExporter_allocatesNothingPerSpan() throws Exception {
    byte[] many = Requests.spans(1000);
    byte[] few = Requests.spans(100, many.length);
    try (OpenReceiver sink = new OpenReceiver(OpenReceiver.BOTH);
        OpenReceiver source = new OpenReceiver(OpenReceiver.BOTH)) {
      sink.inbox.keepNothing();
      OtlpExporter exporter =
          OtlpExporterTest.open(
              "{endpoint: 'http://" + sink.grpcTarget() + "', compression: none}");
      source.inbox.keepNothing();
      source.inbox.answer(batch -> {
        try {
          return exporter.send(batch);
        } catch (InterruptedException e) {
          throw new AssertionError("nobody interrupts", e);
        }
      });
      ManagedChannel channel =
          NettyChannelBuilder.forTarget(source.grpcTarget()).usePlaintext().build();
      for (int i = 0; i < WARMUP; i++) {
        send(channel, i % 2 == 0 ? few : many);
      }

      double perRequestOfFew = allocatedPerRequest(channel, few);
      double perRequestOfMany = allocatedPerRequest(channel, many);

      assertThat((perRequestOfMany - perRequestOfFew) / (1000 - 100))
          .as(
              "bytes a span; a request of %d bytes: %.0f with 100 spans, %.0f with 1,000",
              many.length, perRequestOfFew, perRequestOfMany)
          .isLessThan(OBJECT_BYTES_MIN);
      assertThat(sink.count("otelcol_receiver_refused_spans", "grpc")).isZero();
      exporter.close();
      channel.shutdownNow();
    }
  }

  private static double allocatedPerRequest(ManagedChannel channel, byte[] request) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double least = Double.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      long before = threads.getTotalThreadAllocatedBytes();
      for (int i = 0; i < REQUESTS; i++) {
        send(channel, request);
      }
      long allocated = threads.getTotalThreadAllocatedBytes() - before;
      least = Math.min(least, (double) allocated / REQUESTS);
    }
    return least;
  }

  private static void send(ManagedChannel channel, byte[] request) {
    ClientCalls.blockingUnaryCall(
        channel, ExportMethod.of(Signal.TRACES), CallOptions.DEFAULT, request);
  }
}
