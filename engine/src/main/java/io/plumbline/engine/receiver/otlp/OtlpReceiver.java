package io.plumbline.engine.receiver.otlp;

import io.grpc.MethodDescriptor;
import io.plumbline.engine.component.ComponentFactory.ReceiverFactory;
import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Receiver;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.telemetry.ReceiverMetrics;
import io.plumbline.engine.transport.InFlightBytes;
import io.plumbline.engine.transport.grpc.ExportMethod;
import io.plumbline.engine.transport.grpc.GrpcHandler;
import io.plumbline.engine.transport.grpc.GrpcServer;
import io.plumbline.engine.transport.grpc.GrpcServerConfig;
import io.plumbline.engine.transport.http.HttpServer;
import io.plumbline.otlp.Signal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives OTLP over gRPC, over HTTP, or both. Requests are checked and counted, and handed on as
 * the bytes they came as; the sender is answered when the pipeline has answered.
 */
public final class OtlpReceiver implements Receiver {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpReceiver.class);

  /** What a distribution lists. */
  public static final ReceiverFactory<Config> FACTORY = new Factory();

  private final Config config;
  private final @Nullable GrpcServer grpc;
  private final @Nullable HttpServer http;

  OtlpReceiver(
      Settings settings, Config config, Map<Signal, Consumer> next, InFlightBytes inFlight) {
    this.config = config;
    Map<Signal, Consumer> consumers = new EnumMap<>(Signal.class);
    consumers.putAll(next);
    this.grpc =
        config.grpc() == null
            ? null
            : grpc(config.grpc(), inFlight, consumers, new ReceiverMetrics(settings, "grpc"));
    this.http =
        config.http() == null
            ? null
            : http(config.http(), inFlight, consumers, new ReceiverMetrics(settings, "http"));
  }

  /**
   * The protocols that are open.
   *
   * @param grpc null when not written
   * @param http null when not written
   */
  public record Config(@Nullable GrpcServerConfig grpc, @Nullable OtlpHttpConfig http) {

    /** Both protocols on their own ports of localhost: what empty blocks for both mean. */
    public static final Config DEFAULT =
        new Config(GrpcServerConfig.DEFAULT, OtlpHttpConfig.DEFAULT);
  }

  private static GrpcServer grpc(
      GrpcServerConfig config,
      InFlightBytes inFlight,
      Map<Signal, Consumer> next,
      ReceiverMetrics metrics) {
    Intake intake = new Intake(next, metrics);
    Map<MethodDescriptor<byte[], byte[]>, GrpcHandler> methods = new HashMap<>();
    for (Signal signal : next.keySet()) {
      methods.put(ExportMethod.of(signal), new OtlpGrpcHandler(signal, intake));
    }
    return new GrpcServer(config, inFlight, methods);
  }

  private static HttpServer http(
      OtlpHttpConfig config,
      InFlightBytes inFlight,
      Map<Signal, Consumer> next,
      ReceiverMetrics metrics) {
    OtlpHttpHandler handler = new OtlpHttpHandler(config.paths(), new Intake(next, metrics));
    return new HttpServer(config.server(), inFlight, handler);
  }

  @Override
  public void start() throws StartException {
    if (grpc != null) {
      grpc.start();
      LOG.atInfo().addKeyValue("port", grpc.port()).log("Receiving OTLP over gRPC");
    }
    if (http != null) {
      http.start();
      LOG.atInfo().addKeyValue("port", http.port()).log("Receiving OTLP over HTTP");
    }
  }

  /** Finishes the requests that are under way; see the servers for how long that may take. */
  @Override
  public void close() {
    if (http != null) {
      http.close();
    }
    if (grpc != null) {
      grpc.close();
    }
  }

  /** The port that is bound, for configurations that let the system choose. */
  int grpcPort() {
    if (grpc == null) {
      throw new IllegalStateException("gRPC is not configured: " + config);
    }
    return grpc.port();
  }

  int httpPort() {
    if (http == null) {
      throw new IllegalStateException("HTTP is not configured: " + config);
    }
    return http.port();
  }

  private static final class Factory implements ReceiverFactory<Config> {
    @Override
    public String type() {
      return "otlp";
    }

    @Override
    public Set<Signal> signals() {
      return Set.of(Signal.values());
    }

    @Override
    public Config config(ConfigSection section) {
      ConfigSection protocols = section.section("protocols");
      GrpcServerConfig grpc =
          protocols.has("grpc")
              ? GrpcServerConfig.read(protocols.section("grpc"), GrpcServerConfig.DEFAULT)
              : null;
      OtlpHttpConfig http =
          protocols.has("http") ? OtlpHttpConfig.read(protocols.section("http")) : null;
      if (grpc == null && http == null) {
        section.problem("must specify at least one protocol when using the OTLP receiver");
      }
      protocols.rejectUnknownKeys();
      section.rejectUnknownKeys();
      return new Config(grpc, http);
    }

    @Override
    public Receiver create(Settings settings, Config config, Map<Signal, Consumer> next) {
      return new OtlpReceiver(settings, config, next, InFlightBytes.ofHeap());
    }
  }
}
