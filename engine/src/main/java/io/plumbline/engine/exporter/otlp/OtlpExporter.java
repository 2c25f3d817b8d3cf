package io.plumbline.engine.exporter.otlp;

import io.plumbline.engine.component.ComponentFactory.ExporterFactory;
import io.plumbline.engine.component.Exporter;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.queue.DeliveryConfig;
import io.plumbline.engine.queue.QueuedExporter;
import io.plumbline.engine.queue.Sender;
import io.plumbline.engine.transport.ExportOutcome;
import io.plumbline.engine.transport.ExportResponse;
import io.plumbline.engine.transport.RpcStatus;
import io.plumbline.engine.transport.grpc.ExportMethod;
import io.plumbline.engine.transport.grpc.GrpcAnswer;
import io.plumbline.engine.transport.grpc.GrpcClient;
import io.plumbline.engine.transport.grpc.GrpcClientConfig;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.util.List;
import java.util.Set;

/** Sends OTLP over gRPC: the bytes of a batch are the request, in the pieces they came in. */
public final class OtlpExporter implements Sender {
  /** What a distribution lists. */
  public static final ExporterFactory<Config> FACTORY = new Factory();

  private final GrpcClient client;

  OtlpExporter(GrpcClientConfig config) {
    this.client = new GrpcClient(config);
  }

  /** What users write: a gRPC client, and what all exporters have. */
  public record Config(GrpcClientConfig client, DeliveryConfig delivery) {

    /** Without the endpoint, which has no default. */
    public static final Config DEFAULT =
        new Config(GrpcClientConfig.DEFAULT, DeliveryConfig.DEFAULT);
  }

  @Override
  public void start() throws StartException {
    client.start();
  }

  @Override
  public Outcome send(Batch batch) throws InterruptedException {
    return switch (client.call(ExportMethod.inPieces(batch.signal()), batch.pieces())) {
      case GrpcAnswer.Failure(RpcStatus status) -> ExportOutcome.of(status);
      case GrpcAnswer.Reply reply -> {
        ExportResponse response = ExportResponse.read(reply.message());
        yield response == null
            ? new Outcome.Rejected(StatusCode.INTERNAL, "the server's response is not OTLP")
            : ExportOutcome.of(batch, response);
      }
    };
  }

  @Override
  public void close() {
    client.close();
  }

  private static final class Factory implements ExporterFactory<Config> {
    @Override
    public String type() {
      return "otlp";
    }

    @Override
    public List<String> aliases() {
      return List.of("otlp_grpc");
    }

    @Override
    public Set<Signal> signals() {
      return Set.of(Signal.values());
    }

    @Override
    public Config config(ConfigSection section) {
      Config config =
          new Config(
              GrpcClientConfig.read(section, Config.DEFAULT.client()),
              DeliveryConfig.read(section, Config.DEFAULT.delivery()));
      if (config.client().endpoint().isEmpty()) {
        section.problem("requires a non-empty \"endpoint\"");
      }
      section.rejectUnknownKeys();
      return config;
    }

    @Override
    public Exporter create(Settings settings, Config config, Signal signal) {
      return QueuedExporter.create(
          settings, signal, config.delivery(), new OtlpExporter(config.client()));
    }
  }
}
