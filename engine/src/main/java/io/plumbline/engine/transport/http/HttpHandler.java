package io.plumbline.engine.transport.http;

import io.plumbline.engine.transport.RpcStatus;
import org.jspecify.annotations.Nullable;

/** Answers the requests of a server. */
public interface HttpHandler {

  /**
   * Answers from the head alone, or gives null to have the body read first. Called on an event
   * loop, so it must not block.
   */
  @Nullable HttpAnswer refuse(HttpHead head);

  /**
   * Answers a request whose body is complete and decompressed. Called on a virtual thread of the
   * request's own, which may block, with {@link
   * io.plumbline.engine.component.RequestContext#CURRENT} bound.
   */
  HttpAnswer handle(HttpHead head, byte[] body);

  /**
   * Words the server's own failures in the protocol of the handler: a body that is too large, can't
   * be decompressed or came while too many bytes are in flight. May be called on an event loop.
   */
  HttpAnswer failure(HttpHead head, int httpStatus, RpcStatus status);
}
