/** gRPC servers and clients over Netty whose messages stay bytes: nothing here parses protobuf. */
@NullMarked
package io.plumbline.engine.transport.grpc;

import org.jspecify.annotations.NullMarked;
