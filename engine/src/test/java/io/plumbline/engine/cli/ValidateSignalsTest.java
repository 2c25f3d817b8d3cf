package io.plumbline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.exporter.otlphttp.OtlpHttpExporter;
import io.plumbline.engine.processor.attributes.AttributesProcessor;
import io.plumbline.engine.receiver.otlp.OtlpReceiver;
import io.plumbline.engine.service.Distribution;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is right by itself and wrong in the pipeline that it stands in. */
class ValidateSignalsTest {
  private static final Distribution DISTRIBUTION =
      new Distribution(
          "test",
          "plumbline-test",
          "Tests the command line.",
          List.of(OtlpReceiver.FACTORY, AttributesProcessor.FACTORY, OtlpHttpExporter.FACTORY));

  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int validate(String signal) throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(
        file,
        """
        receivers: {otlp: {protocols: {grpc: }}}
        processors:
          attributes/spans:
            actions: [{key: a, value: 1, action: upsert}]
            include: {match_type: strict, services: [shop]}
        exporters:
          otlphttp: {traces_endpoint: "http://localhost:4318/v1/traces"}
        service:
          pipelines:
            %s: {receivers: [otlp], processors: [attributes/spans], exporters: [otlphttp]}
        """
            .formatted(signal));
    return Program.run(
        DISTRIBUTION,
        Map.of(),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        new CompletableFuture<>(),
        "validate",
        "--config",
        file.toString());
  }

  @Test
  void validate_pipelineOfTheSignal() throws IOException {
    assertThat(validate("traces")).as(err.toString()).isZero();
  }

  @Test
  void validate_pipelineOfAnotherSignal() throws IOException {
    assertThat(validate("logs")).isEqualTo(1);

    assertThat(err.toString())
        .contains(
            "service::pipelines::logs: failed to build pipelines: failed to create"
                + " \"attributes/spans\" processor for data type \"logs\": include: services,"
                + " span_names, and span_kinds are not valid for log records")
        .contains(
            "service::pipelines::logs: failed to build pipelines: failed to create \"otlphttp\""
                + " exporter for data type \"logs\": either endpoint or logs_endpoint must be"
                + " specified");
  }
}
