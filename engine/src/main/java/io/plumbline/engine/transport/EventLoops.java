package io.plumbline.engine.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.plumbline.engine.component.StartException;
import java.util.concurrent.TimeUnit;

/** The threads that move bytes for a server, and what its binding to an address can say. */
public final class EventLoops {

  private EventLoops() {}

  /**
   * A daemon thread per processor, started when first used; whoever creates the group closes it.
   */
  public static EventLoopGroup create(String name) {
    return new MultiThreadIoEventLoopGroup(
        Runtime.getRuntime().availableProcessors(),
        new DefaultThreadFactory(name, true),
        NioIoHandler.newFactory());
  }

  /** Ends the threads; returns when they have ended. */
  public static void close(EventLoopGroup loops) {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** What a person reads when an address can't be bound. */
  public static StartException bindFailure(Endpoint endpoint, Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new StartException("can't listen on " + endpoint + ": " + reason, failure);
  }
}
