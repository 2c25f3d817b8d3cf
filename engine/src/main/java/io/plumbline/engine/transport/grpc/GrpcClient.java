package io.plumbline.engine.transport.grpc;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NegotiationType;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.transport.RpcStatus;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC client that sends bytes and receives bytes. Callers block, each on its own thread; the
 * connection is made with the first call and made again when it was lost.
 */
public final class GrpcClient implements AutoCloseable {
  /** How long calls in flight may take to finish once the client closes. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final GrpcClientConfig config;
  private final CallOptions options;
  private @Nullable ManagedChannel channel;

  /** A client that is not connected yet; the configuration has an endpoint. */
  public GrpcClient(GrpcClientConfig config) {
    this.config = config;
    CallOptions withCompression = CallOptions.DEFAULT.withCompression(config.compression());
    this.options = config.waitForReady() ? withCompression.withWaitForReady() : withCompression;
  }

  /**
   * Prepares the client; does not connect.
   *
   * @throws StartException saying what is wrong with TLS
   */
  public void start() throws StartException {
    GrpcTarget target = GrpcTarget.parse(config.endpoint());
    NettyChannelBuilder builder =
        NettyChannelBuilder.forTarget(target.name())
            .compressorRegistry(Codecs.COMPRESSORS)
            .decompressorRegistry(Codecs.DECOMPRESSORS)
            .defaultLoadBalancingPolicy(config.balancerName())
            .userAgent(config.userAgent().isEmpty() ? "plumbline" : config.userAgent())
            // Retrying is the exporter's, which can wait and counts what it does.
            .disableRetry();
    boolean plainText = target.plainText() == null ? config.tls().plainText() : target.plainText();
    if (plainText) {
      builder.negotiationType(NegotiationType.PLAINTEXT);
    } else {
      builder.sslContext(config.tls().context(GrpcSslContexts::configure));
    }
    if (!config.authority().isEmpty()) {
      builder.overrideAuthority(config.authority());
    } else if (!config.tls().serverNameOverride().isEmpty()) {
      builder.overrideAuthority(config.tls().serverNameOverride());
    }
    GrpcClientConfig.Keepalive keepalive = config.keepalive();
    if (keepalive != null) {
      builder
          .keepAliveTime(keepalive.time().toNanos(), TimeUnit.NANOSECONDS)
          .keepAliveTimeout(keepalive.timeout().toNanos(), TimeUnit.NANOSECONDS)
          .keepAliveWithoutCalls(keepalive.permitWithoutStream());
    }
    if (!config.headers().isEmpty()) {
      builder.intercept(MetadataUtils.newAttachHeadersInterceptor(metadata()));
    }
    channel = builder.build();
  }

  /**
   * Calls a method and waits for the answer.
   *
   * @throws InterruptedException when the thread was interrupted; the call is then cancelled
   */
  public <T> GrpcAnswer call(MethodDescriptor<T, byte[]> method, T request)
      throws InterruptedException {
    if (channel == null) {
      throw new IllegalStateException("the client has not started");
    }
    try {
      return GrpcAnswer.reply(ClientCalls.blockingUnaryCall(channel, method, options, request));
    } catch (StatusRuntimeException e) {
      if (Thread.interrupted()) {
        InterruptedException interrupted = new InterruptedException("the call was given up");
        interrupted.addSuppressed(e);
        throw interrupted;
      }
      return new GrpcAnswer.Failure(failure(e));
    }
  }

  /** Lets calls in flight finish for a while, then cancels them and disconnects. */
  @Override
  public void close() {
    if (channel == null) {
      return;
    }
    channel.shutdown();
    try {
      if (!channel.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException _) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Adds why the client itself could not reach the server, which gRPC keeps as the cause. */
  private static RpcStatus failure(StatusRuntimeException e) {
    RpcStatus status = Statuses.fromGrpc(e.getStatus(), e.getTrailers());
    Throwable cause = e.getStatus().getCause();
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause == null || cause.getMessage() == null) {
      return status;
    }
    return new RpcStatus(
        status.code(), status.message() + ": " + cause.getMessage(), status.retryDelay());
  }

  private Metadata metadata() {
    Metadata metadata = new Metadata();
    config
        .headers()
        .forEach((name, value) ->
            metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
    return metadata;
  }
}
