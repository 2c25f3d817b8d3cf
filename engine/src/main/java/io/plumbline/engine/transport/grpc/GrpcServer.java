package io.plumbline.engine.transport.grpc;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.transport.EventLoops;
import io.plumbline.engine.transport.InFlightBytes;
import io.plumbline.engine.transport.TlsServerConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gRPC server of unary methods whose messages are bytes.
 *
 * <p>Netty's event loops move bytes; each call is decompressed and handled on a virtual thread. A
 * call whose message is not compressed has all its events on the event loop, up to the complete
 * request.
 */
public final class GrpcServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GrpcServer.class);

  /** How long calls in flight may take to finish once the server closes. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** Request metadata, names and values together; grpc-java's own limit of 8 KiB is small. */
  private static final int METADATA_BYTES_MAX = 64 << 10;

  private final GrpcServerConfig config;
  private final InFlightBytes inFlight;
  private final Map<MethodDescriptor<byte[], byte[]>, GrpcHandler> handlers;
  private @Nullable Running running;

  /** A server that is not listening yet. */
  public GrpcServer(
      GrpcServerConfig config,
      InFlightBytes inFlight,
      Map<MethodDescriptor<byte[], byte[]>, GrpcHandler> handlers) {
    this.config = config;
    this.inFlight = inFlight;
    this.handlers = Map.copyOf(handlers);
  }

  private record Running(Server server, EventLoopGroup loops, ExecutorService threads) {}

  /**
   * Binds and begins to accept.
   *
   * @throws StartException naming the address when it can't be bound, or what is wrong with TLS
   */
  public synchronized void start() throws StartException {
    TlsServerConfig tls = config.tls();
    SslContext context = tls == null ? null : tls.context(GrpcSslContexts::configure);
    EventLoopGroup loops = EventLoops.create("grpc-server");
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("grpc-call").factory());
    Running started = new Running(builder(context, loops, threads).build(), loops, threads);
    try {
      started.server().start();
      running = started;
    } catch (IOException e) {
      EventLoops.close(loops);
      threads.close();
      throw EventLoops.bindFailure(config.endpoint(), e);
    }
  }

  /** The bound port; the server must have started. */
  public synchronized int port() {
    if (running == null) {
      throw new IllegalStateException("the server has not started");
    }
    return ((InetSocketAddress) running.server().getListenSockets().getFirst()).getPort();
  }

  /**
   * Stops accepting, lets the calls in flight finish for a while, and cancels what is left. Returns
   * when nothing of the server runs.
   */
  @Override
  public synchronized void close() {
    if (running == null) {
      return;
    }
    Server server = running.server().shutdown();
    boolean interrupted = false;
    try {
      if (!server.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.atWarn()
            .addKeyValue("endpoint", config.endpoint())
            .addKeyValue("grace", GRACE)
            .log("Cancelling gRPC calls that did not finish");
      }
    } catch (InterruptedException _) {
      interrupted = true; // Closing goes on, without waiting.
    }
    server.shutdownNow();
    running.threads().shutdownNow();
    running.threads().close();
    EventLoops.close(running.loops());
    running = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private NettyServerBuilder builder(
      @Nullable SslContext tls, EventLoopGroup loops, ExecutorService threads) {
    GrpcServerConfig.Keepalive keepalive = config.keepalive();
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(config.endpoint().toSocketAddress())
            .bossEventLoopGroup(loops)
            .workerEventLoopGroup(loops)
            .channelType(NioServerSocketChannel.class)
            .directExecutor()
            .callExecutor(new ByEncoding(threads))
            .compressorRegistry(Codecs.COMPRESSORS)
            .decompressorRegistry(Codecs.DECOMPRESSORS)
            .maxInboundMessageSize(config.maxReceivedMessageBytes())
            .maxInboundMetadataSize(METADATA_BYTES_MAX)
            .keepAliveTime(keepalive.time().toNanos(), TimeUnit.NANOSECONDS)
            .keepAliveTimeout(keepalive.timeout().toNanos(), TimeUnit.NANOSECONDS)
            .permitKeepAliveTime(keepalive.minTime().toNanos(), TimeUnit.NANOSECONDS)
            .permitKeepAliveWithoutCalls(keepalive.permitWithoutStream());
    if (config.maxConcurrentStreams() > 0) {
      builder.maxConcurrentCallsPerConnection(config.maxConcurrentStreams());
    }
    if (keepalive.maxConnectionIdle().isPositive()) {
      builder.maxConnectionIdle(keepalive.maxConnectionIdle().toNanos(), TimeUnit.NANOSECONDS);
    }
    if (keepalive.maxConnectionAge().isPositive()) {
      builder.maxConnectionAge(keepalive.maxConnectionAge().toNanos(), TimeUnit.NANOSECONDS);
    }
    if (keepalive.maxConnectionAgeGrace().isPositive()) {
      builder.maxConnectionAgeGrace(
          keepalive.maxConnectionAgeGrace().toNanos(), TimeUnit.NANOSECONDS);
    }
    if (tls != null) {
      builder.sslContext(tls);
    }
    handlers.forEach((method, handler) -> builder.addService(service(method, handler, threads)));
    return builder;
  }

  private ServerServiceDefinition service(
      MethodDescriptor<byte[], byte[]> method, GrpcHandler handler, Executor threads) {
    String service = String.valueOf(method.getServiceName());
    return ServerServiceDefinition.builder(service)
        .addMethod(
            method.toBuilder(UnreadMarshaller.INSTANCE, BytesMarshaller.INSTANCE).build(),
            new UnaryCallHandler(handler, inFlight, threads, config.includeMetadata()))
        .build();
  }

  /** Where the events of a call are handled: on a thread of their own if there is decompressing. */
  private record ByEncoding(Executor threads) implements ServerCallExecutorSupplier {
    private static final Metadata.Key<String> ENCODING =
        Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, A> @Nullable Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
      String encoding = headers.get(ENCODING);
      return encoding == null || encoding.equals("identity") ? null : threads;
    }
  }
}
