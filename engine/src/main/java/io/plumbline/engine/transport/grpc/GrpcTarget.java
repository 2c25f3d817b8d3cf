package io.plumbline.engine.transport.grpc;

import io.plumbline.engine.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Where a gRPC client connects.
 *
 * @param name for gRPC's name resolver, always with its scheme
 * @param plainText whether the endpoint's scheme says so; null when it has none that does
 */
record GrpcTarget(String name, @Nullable Boolean plainText) {

  /**
   * Understands {@code host:port}, {@code http://host:port} for plain text, {@code
   * https://host:port} for TLS, and {@code dns:///host:port} or another of gRPC's schemes.
   *
   * @throws IllegalArgumentException saying what is wrong with the endpoint
   */
  static GrpcTarget parse(String endpoint) {
    if (endpoint.startsWith("unix:")) {
      throw new IllegalArgumentException("unix sockets are not supported: " + endpoint);
    }
    Boolean plainText = null;
    String rest = endpoint;
    if (endpoint.startsWith("http://")) {
      plainText = true;
      rest = endpoint.substring("http://".length());
    } else if (endpoint.startsWith("https://")) {
      plainText = false;
      rest = endpoint.substring("https://".length());
    }
    int path = rest.lastIndexOf('/');
    if (plainText != null && path == rest.length() - 1) {
      rest = rest.substring(0, path); // The slash that URLs often end with.
    }
    String hostAndPort = rest.contains("://") ? rest.substring(rest.lastIndexOf('/') + 1) : rest;
    Endpoint parsed = Endpoint.parse(hostAndPort);
    if (parsed.host().isEmpty()) {
      throw new IllegalArgumentException("an endpoint to connect to needs a host: " + endpoint);
    }
    return new GrpcTarget(rest.contains("://") ? rest : "dns:///" + rest, plainText);
  }
}
