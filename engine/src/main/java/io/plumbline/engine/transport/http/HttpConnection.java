package io.plumbline.engine.transport.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.plumbline.engine.transport.InFlightBytes;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: one request after the other. Everything here runs on the connection's event loop,
 * but for {@link Exchange}, which answers a complete request on a virtual thread.
 *
 * <p>Nothing is read while a request is answered, so a client that sends faster than it is answered
 * waits in its own socket. A body that will not be used is read and thrown away, because a client
 * that is still sending would not see the answer; but not for ever.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Closing and writing report failures by closing.
final class HttpConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

  /**
   * For a whole request when {@code read_timeout} says nothing: 20 MiB at 170 kB/s. Go's server has
   * no limit then, and holds half-sent requests for as long as clients like.
   */
  private static final Duration READ_TIMEOUT = Duration.ofMinutes(2);

  /** What is thrown away for one request before the connection is closed instead. */
  private static final long DISCARD_BYTES_MAX = 64 << 20;

  private final HttpServerConfig config;
  private final InFlightBytes inFlight;
  private final HttpHandler handler;
  private final Responses responses;
  private final Executor threads;

  private State state = State.IDLE;
  private boolean draining;
  private @Nullable HttpHead head;
  private @Nullable CompositeByteBuf body;
  private @Nullable HttpAnswer refusal;
  private boolean keepAlive;
  private long reservedBytes;
  private long discardedBytes;
  private @Nullable ScheduledFuture<?> deadline;

  /** What one read from the socket brought beyond the request that is being answered. */
  private final Deque<Object> pipelined = new ArrayDeque<>();

  private enum State {
    /** Between requests. */
    IDLE,
    /** Bytes of a request have arrived, its head is not complete. */
    HEAD,
    /** The body is being collected. */
    BODY,
    /** The answer is known, the rest of the body is thrown away. */
    DISCARD,
    /** The request is complete and its answer under way. */
    BUSY
  }

  HttpConnection(
      HttpServerConfig config,
      InFlightBytes inFlight,
      HttpHandler handler,
      Responses responses,
      Executor threads) {
    this.config = config;
    this.inFlight = inFlight;
    this.handler = handler;
    this.responses = responses;
    this.threads = threads;
  }

  /** Goes before the codec, and sees the first byte of a request, which the codec keeps back. */
  ChannelInboundHandler arrivals() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        if (state == State.IDLE) {
          state = State.HEAD;
          Duration readHeader = config.timeouts().readHeader();
          expectWithin(context, readHeader.isPositive() ? readHeader : readTimeout());
        }
        context.fireChannelRead(message);
      }
    };
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (state == State.BUSY) {
      pipelined.add(message);
    } else {
      process(context, message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (state != State.BUSY) {
      context.read();
    }
  }

  private void process(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpRequest request) {
        begin(context, request);
      }
      if (message instanceof HttpContent content) {
        take(context, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    expectWithin(context, readTimeout());
    keepAlive = HttpUtil.isKeepAlive(request) && config.keepAlivesEnabled();
    HttpHead received = head(context, request);
    head = received;
    refusal = null;
    discardedBytes = 0;
    state = State.BODY;
    if (request.decoderResult().isFailure()) {
      keepAlive = false;
      respond(context, received, responses.undecodable(request.decoderResult().cause()));
      return;
    }
    long length = HttpUtil.getContentLength(request, -1L);
    HttpAnswer early = responses.early(received);
    if (early == null && length > config.maxRequestBodyBytes()) {
      early = responses.tooLarge(received);
    }
    if (early == null && inFlight.full()) {
      early = responses.overloaded(received);
    }
    if (early != null) {
      refuse(early);
    }
    if (HttpUtil.is100ContinueExpected(request)) {
      if (early != null) {
        keepAlive = false; // Whether the client sends the body all the same is up to the client.
        respond(context, received, early);
        return;
      }
      context.writeAndFlush(
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
  }

  private void take(ChannelHandlerContext context, HttpContent content) {
    HttpHead current = head;
    if (current == null || state == State.BUSY) {
      return; // What follows a request that could not be decoded.
    }
    if (content.decoderResult().isFailure()) {
      keepAlive = false;
      respond(context, current, responses.undecodable(content.decoderResult().cause()));
      return;
    }
    int length = content.content().readableBytes();
    if (state == State.BODY && length > 0) {
      collect(context, current, content, length);
    } else if (state == State.DISCARD) {
      discardedBytes += length;
    }
    HttpAnswer refused = refusal;
    if (refused != null
        && (content instanceof LastHttpContent || discardedBytes > DISCARD_BYTES_MAX)) {
      keepAlive &= content instanceof LastHttpContent;
      respond(context, current, refused);
    } else if (content instanceof LastHttpContent) {
      handle(context, current);
    }
  }

  private void collect(
      ChannelHandlerContext context, HttpHead current, HttpContent content, int length) {
    CompositeByteBuf collected = body;
    if (collected == null) {
      collected = context.alloc().compositeBuffer(Integer.MAX_VALUE);
      body = collected;
    }
    if (length > config.maxRequestBodyBytes() - collected.readableBytes()) {
      refuse(responses.tooLarge(current));
    } else if (!inFlight.tryReserve(length)) {
      refuse(responses.overloaded(current));
    } else {
      reservedBytes += length;
      collected.addComponent(true, content.content().retain());
    }
  }

  private void refuse(HttpAnswer answer) {
    refusal = answer;
    state = State.DISCARD;
    releaseBody();
  }

  private void handle(ChannelHandlerContext context, HttpHead current) {
    state = State.BUSY;
    cancelDeadline();
    CompositeByteBuf collected = body;
    body = null;
    long reserved = reservedBytes;
    reservedBytes = 0;
    Exchange exchange = new Exchange(config, inFlight, handler, responses, current);
    threads.execute(() -> {
      boolean answered = false;
      try {
        HttpAnswer answer = answer(exchange, collected, reserved);
        context.executor().execute(() -> respond(context, current, answer));
        answered = true;
      } finally {
        if (!answered) {
          context.close(); // An Error, which ends the thread; the client must not wait for it.
        }
      }
    });
  }

  /**
   * On a virtual thread: gives back what was reserved before the client hears, which may send the
   * next at once.
   */
  private HttpAnswer answer(
      Exchange exchange, @Nullable CompositeByteBuf collected, long reserved) {
    try {
      byte[] bytes = collected == null ? new byte[0] : ByteBufUtil.getBytes(collected);
      ReferenceCountUtil.release(collected);
      return exchange.answer(bytes);
    } finally {
      inFlight.release(reserved);
    }
  }

  private void respond(ChannelHandlerContext context, HttpHead current, HttpAnswer answer) {
    state = State.BUSY;
    cancelDeadline();
    releaseBody();
    boolean close = !keepAlive || draining;
    Duration write = config.timeouts().write();
    if (write.isPositive()) {
      expectWithin(context, write);
    }
    context
        .writeAndFlush(responses.write(current, answer, !close))
        .addListener((ChannelFuture written) -> written(context, close || !written.isSuccess()));
  }

  private void written(ChannelHandlerContext context, boolean close) {
    cancelDeadline();
    head = null;
    if (close || draining) {
      context.close();
      return;
    }
    state = State.IDLE;
    while (state != State.BUSY && !pipelined.isEmpty()) {
      process(context, pipelined.remove());
    }
    if (state == State.IDLE && config.timeouts().idle().isPositive()) {
      expectWithin(context, config.timeouts().idle());
    }
    if (state != State.BUSY) {
      context.read();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == HttpServer.Drain.INSTANCE) {
      draining = true;
      if (state == State.IDLE) {
        context.close();
      }
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    cancelDeadline();
    releaseBody();
    pipelined.forEach(ReferenceCountUtil::release);
    pipelined.clear();
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // The peer's doing: a reset connection or a failed handshake. Nothing was acknowledged.
    LOG.debug("Closing a connection that failed", cause);
    context.close();
  }

  private void releaseBody() {
    ReferenceCountUtil.release(body);
    body = null;
    inFlight.release(reservedBytes);
    reservedBytes = 0;
  }

  private Duration readTimeout() {
    Duration read = config.timeouts().read();
    return read.isPositive() ? read : READ_TIMEOUT;
  }

  /** Closes the connection unless what is expected next happens in time. */
  private void expectWithin(ChannelHandlerContext context, Duration timeout) {
    cancelDeadline();
    deadline =
        context.executor().schedule(() -> context.close(), timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  private static HttpHead head(ChannelHandlerContext context, HttpRequest request) {
    String target = request.uri();
    int query = target.indexOf('?');
    String client =
        context.channel().remoteAddress() instanceof InetSocketAddress address
            ? address.getAddress().getHostAddress()
            : "";
    return new HttpHead(
        request.method().name(),
        query < 0 ? target : target.substring(0, query),
        query < 0 ? "" : target.substring(query + 1),
        request.headers(),
        client);
  }
}
