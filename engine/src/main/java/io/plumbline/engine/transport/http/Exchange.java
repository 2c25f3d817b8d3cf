package io.plumbline.engine.transport.http;

import io.plumbline.engine.component.RequestContext;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.transport.BodyTooLargeException;
import io.plumbline.engine.transport.InFlightBytes;
import io.plumbline.engine.transport.RpcStatus;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A complete request on its way to an answer, on the virtual thread that was started for it. */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final HttpServerConfig config;
  private final InFlightBytes inFlight;
  private final HttpHandler handler;
  private final Responses responses;
  private final HttpHead head;

  Exchange(
      HttpServerConfig config,
      InFlightBytes inFlight,
      HttpHandler handler,
      Responses responses,
      HttpHead head) {
    this.config = config;
    this.inFlight = inFlight;
    this.handler = handler;
    this.responses = responses;
    this.head = head;
  }

  /** Answers the body as it came over the wire, whose bytes the caller has reserved. */
  HttpAnswer answer(byte[] wireBody) {
    byte[] body;
    try {
      body = responses.compression(head).decompress(wireBody, config.maxRequestBodyBytes());
    } catch (BodyTooLargeException _) {
      return responses.tooLarge(head);
    } catch (IOException e) {
      return responses.bad(head, "the body could not be decompressed: " + e.getMessage());
    }
    long grown = Math.max(0, body.length - wireBody.length);
    if (!inFlight.tryReserve(grown)) {
      return responses.overloaded(head);
    }
    try {
      return handle(body);
    } finally {
      inFlight.release(grown);
    }
  }

  private HttpAnswer handle(byte[] body) {
    RequestContext context =
        new RequestContext(
            config.includeMetadata() ? head.metadata() : Map.of(), head.clientAddress());
    try {
      return ScopedValue.where(RequestContext.CURRENT, context)
          .call(() -> handler.handle(head, body));
    } catch (RuntimeException e) {
      LOG.error("Handling a request failed", e);
      RpcStatus status = new RpcStatus(StatusCode.INTERNAL, "internal error: " + e);
      return handler.failure(head, 500, status);
    }
  }
}
