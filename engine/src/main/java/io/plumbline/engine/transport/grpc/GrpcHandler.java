package io.plumbline.engine.transport.grpc;

/**
 * Answers the calls of one method. Called on a virtual thread per call, which may block, with
 * {@link io.plumbline.engine.component.RequestContext#CURRENT} bound.
 */
@FunctionalInterface
public interface GrpcHandler {
  GrpcAnswer handle(byte[] request);
}
