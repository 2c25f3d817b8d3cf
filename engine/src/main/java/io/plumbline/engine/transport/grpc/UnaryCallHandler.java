package io.plumbline.engine.transport.grpc;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.plumbline.engine.component.RequestContext;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.transport.InFlightBytes;
import io.plumbline.engine.transport.RpcStatus;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the one message of a call, has it answered, and sends the answer.
 *
 * <p>The events of a call come on its event loop, which only copies the message; handling it, which
 * may block, is for a virtual thread of its own, the one thread that a call costs. The events of a
 * call with a compressed message all come on a virtual thread, since decompressing is not for an
 * event loop either; see {@link GrpcServer}.
 */
final class UnaryCallHandler implements ServerCallHandler<InputStream, byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(UnaryCallHandler.class);

  /** How long senders are asked to wait when too many bytes are in flight. */
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  private final GrpcHandler handler;
  private final InFlightBytes inFlight;
  private final Executor threads;
  private final boolean includeMetadata;

  UnaryCallHandler(
      GrpcHandler handler, InFlightBytes inFlight, Executor threads, boolean includeMetadata) {
    this.handler = handler;
    this.inFlight = inFlight;
    this.threads = threads;
    this.includeMetadata = includeMetadata;
  }

  @Override
  public ServerCall.Listener<InputStream> startCall(
      ServerCall<InputStream, byte[]> call, Metadata headers) {
    if (inFlight.full()) {
      close(call, overloaded());
      return new ServerCall.Listener<>() {};
    }
    call.request(2); // The second would be a protocol error, which the transport then reports.
    return new Listener(call, context(call, headers));
  }

  private final class Listener extends ServerCall.Listener<InputStream> {
    private final ServerCall<InputStream, byte[]> call;
    private final RequestContext context;

    /** Reserved in {@link #inFlight} until it is handed to the thread that answers. */
    private byte @Nullable [] message;

    private boolean failed;

    Listener(ServerCall<InputStream, byte[]> call, RequestContext context) {
      this.call = call;
      this.context = context;
    }

    @Override
    public void onMessage(InputStream stream) {
      try {
        byte[] bytes = BytesMarshaller.INSTANCE.parse(stream);
        if (inFlight.tryReserve(bytes.length)) {
          message = bytes;
        } else {
          fail(overloaded());
        }
      } catch (StatusRuntimeException e) {
        fail(Statuses.fromGrpc(e.getStatus(), e.getTrailers()));
      }
    }

    @Override
    public void onHalfClose() {
      byte[] request = message;
      if (failed) {
        return;
      }
      if (request == null) {
        fail(new RpcStatus(StatusCode.INTERNAL, "the call ended without a request"));
        return;
      }
      message = null;
      threads.execute(() -> answer(request));
    }

    @Override
    public void onCancel() {
      if (message != null) {
        inFlight.release(message.length);
        message = null;
      }
    }

    private void fail(RpcStatus status) {
      failed = true;
      close(call, status);
    }

    private void answer(byte[] request) {
      switch (askAndRelease(request)) {
        case GrpcAnswer.Reply reply -> {
          call.sendHeaders(new Metadata());
          call.sendMessage(reply.message());
          call.close(Status.OK, new Metadata());
        }
        case GrpcAnswer.Failure(RpcStatus status) -> close(call, status);
      }
    }

    /** Gives back what was reserved before the client hears, which may send the next at once. */
    private GrpcAnswer askAndRelease(byte[] request) {
      try {
        return ask(request);
      } finally {
        inFlight.release(request.length);
      }
    }

    private GrpcAnswer ask(byte[] request) {
      try {
        return ScopedValue.where(RequestContext.CURRENT, context)
            .call(() -> handler.handle(request));
      } catch (RuntimeException e) {
        LOG.error("Handling a call failed", e);
        return new GrpcAnswer.Failure(new RpcStatus(StatusCode.INTERNAL, "internal error: " + e));
      }
    }
  }

  private static RpcStatus overloaded() {
    return new RpcStatus(
        StatusCode.RESOURCE_EXHAUSTED, "too many bytes of requests in flight", RETRY_DELAY);
  }

  private static void close(ServerCall<?, ?> call, RpcStatus status) {
    call.close(Statuses.toGrpc(status), Statuses.trailers(status));
  }

  private RequestContext context(ServerCall<?, ?> call, Metadata headers) {
    String client =
        call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)
                instanceof InetSocketAddress address
            ? address.getAddress().getHostAddress()
            : "";
    return new RequestContext(includeMetadata ? toMap(headers) : Map.of(), client);
  }

  private static Map<String, List<String>> toMap(Metadata headers) {
    Map<String, List<String>> map = new HashMap<>();
    for (String name : headers.keys()) {
      if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
        continue;
      }
      Iterable<String> values =
          headers.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
      if (values != null) {
        List<String> list = new ArrayList<>();
        values.forEach(list::add);
        map.put(name.toLowerCase(Locale.ROOT), List.copyOf(list));
      }
    }
    return map;
  }
}
