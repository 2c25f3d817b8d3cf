package io.plumbline.engine.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.receiver.otlp.OpenReceiver;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The OpenTelemetry Java SDK, a receiver, an exporter, and the receiver of the next hop. */
class ChainTest {

  @Test
  void spansOfTheSdk_reachTheNextHopAndItsAnswerComesBack() throws Exception {
    try (OpenReceiver gateway = new OpenReceiver(OpenReceiver.BOTH);
        OpenReceiver agent = new OpenReceiver(OpenReceiver.BOTH)) {
      OtlpExporter exporter = forward(agent, gateway);
      AtomicInteger attempts = new AtomicInteger();
      gateway.inbox.answer(_ ->
          attempts.getAndIncrement() == 0
              ? new Outcome.RetryAfter(StatusCode.RESOURCE_EXHAUSTED, "memory")
              : Outcome.accepted());

      boolean flushed = sendSpans(agent, 50);

      // Refused once by the gateway; the SDK was told to retry, and did.
      assertThat(flushed).isTrue();
      assertThat(attempts).hasValue(2);
      assertThat(gateway.inbox.batches()).hasSize(2);
      assertThat(gateway.inbox.batches().getLast().itemCount()).isEqualTo(50);
      assertThat(gateway.inbox.batches().getLast().bytes())
          .isEqualTo(agent.inbox.batches().getLast().bytes());
      assertThat(agent.count("otelcol_receiver_accepted_spans", "grpc")).isEqualTo(50);
      assertThat(agent.count("otelcol_receiver_refused_spans", "grpc")).isEqualTo(50);
      exporter.close();
    }
  }

  private static OtlpExporter forward(OpenReceiver from, OpenReceiver to) throws Exception {
    OtlpExporter exporter =
        OtlpExporterTest.open("{endpoint: '" + to.grpcTarget() + "', tls: {insecure: true}}");
    from.inbox.answer(batch -> {
      try {
        return exporter.send(batch);
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts", e);
      }
    });
    return exporter;
  }

  private static boolean sendSpans(OpenReceiver to, int count) {
    OtlpGrpcSpanExporter exporter =
        OtlpGrpcSpanExporter.builder().setEndpoint("http://" + to.grpcTarget()).build();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build()) {
      for (int i = 0; i < count; i++) {
        provider.get("test").spanBuilder("span " + i).startSpan().end();
      }
      return provider.forceFlush().join(20, TimeUnit.SECONDS).isSuccess();
    }
  }
}
