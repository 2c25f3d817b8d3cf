package io.plumbline.engine.transport.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.transport.EventLoops;
import io.plumbline.engine.transport.InFlightBytes;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/1.1 server. Netty's event loops collect whole requests; each is decompressed and handled
 * on a virtual thread of its own.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  /** How long requests in flight may take to finish once the server closes. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** A request's headers together, as in other servers; Go's megabyte is more than anyone needs. */
  private static final int HEADERS_BYTES_MAX = 64 << 10;

  private final HttpServerConfig config;
  private final HttpHandler handler;
  private final InFlightBytes inFlight;
  private final Responses responses;
  private @Nullable Running running;

  /** A server that is not listening yet. */
  public HttpServer(HttpServerConfig config, InFlightBytes inFlight, HttpHandler handler) {
    this.config = config;
    this.inFlight = inFlight;
    this.handler = handler;
    this.responses = new Responses(config, handler);
  }

  private record Running(
      Channel listener, ChannelGroup connections, EventLoopGroup loops, ExecutorService threads) {}

  /**
   * Binds and begins to accept.
   *
   * @throws StartException naming the address when it can't be bound, or what is wrong with TLS
   */
  public synchronized void start() throws StartException {
    SslContext tls = config.tls() == null ? null : config.tls().context(builder -> builder);
    EventLoopGroup loops = EventLoops.create("http-server");
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-request-", 0).factory());
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(new Initializer(tls, connections, threads))
            .bind(config.endpoint().toSocketAddress())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      EventLoops.close(loops);
      threads.close();
      throw EventLoops.bindFailure(config.endpoint(), bound.cause());
    }
    running = new Running(bound.channel(), connections, loops, threads);
  }

  /** The bound port; the server must have started. */
  public synchronized int port() {
    if (running == null) {
      throw new IllegalStateException("the server has not started");
    }
    return ((InetSocketAddress) running.listener().localAddress()).getPort();
  }

  /**
   * Stops accepting, lets the requests in flight finish for a while, and drops what is left.
   * Returns when nothing of the server runs.
   */
  @Override
  public synchronized void close() {
    if (running == null) {
      return;
    }
    running.listener().close().awaitUninterruptibly();
    ChannelGroup connections = running.connections();
    connections.forEach(channel -> channel.pipeline().fireUserEventTriggered(Drain.INSTANCE));
    if (!connections.newCloseFuture().awaitUninterruptibly(GRACE.toMillis())) {
      LOG.atWarn()
          .addKeyValue("endpoint", config.endpoint())
          .addKeyValue("grace", GRACE)
          .addKeyValue("connections", connections.size())
          .log("Dropping HTTP requests that did not finish");
    }
    running.threads().shutdownNow();
    running.threads().close();
    connections.close().awaitUninterruptibly();
    EventLoops.close(running.loops());
    running = null;
  }

  /** Tells a connection to answer the request it has begun and to close. */
  static final class Drain {
    static final Drain INSTANCE = new Drain();

    private Drain() {}
  }

  private final class Initializer extends ChannelInitializer<SocketChannel> {
    private final @Nullable SslContext tls;
    private final ChannelGroup connections;
    private final ExecutorService threads;

    Initializer(@Nullable SslContext tls, ChannelGroup connections, ExecutorService threads) {
      this.tls = tls;
      this.connections = connections;
      this.threads = threads;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      connections.add(channel);
      if (tls != null) {
        channel.pipeline().addLast(tls.newHandler(channel.alloc()));
      }
      HttpConnection connection = new HttpConnection(config, inFlight, handler, responses, threads);
      HttpDecoderConfig decoder = new HttpDecoderConfig().setMaxHeaderSize(HEADERS_BYTES_MAX);
      channel
          .pipeline()
          .addLast(connection.arrivals())
          .addLast(new HttpServerCodec(decoder))
          .addLast(connection);
    }
  }
}
