package io.plumbline.engine.transport;

import io.plumbline.engine.config.ConfigSection;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where a server listens: a host and a port, written {@code localhost:4317}, {@code :4317} or
 * {@code [::1]:4317}.
 *
 * @param host "" for every address of the machine
 * @param port 0 for one that the system chooses
 */
public record Endpoint(String host, int port) {

  /** Reads an endpoint; what is wrong with it becomes a problem of the section. */
  public static Endpoint read(ConfigSection section, String key, Endpoint defaultValue) {
    String text = section.string(key, defaultValue.toString());
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      section.problem(key, String.valueOf(e.getMessage()));
      return defaultValue;
    }
  }

  /**
   * Parses {@code host:port}.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[");
    if (colon < 0 || (bracketed && colon < text.indexOf(']'))) {
      throw new IllegalArgumentException("address " + text + ": missing port in address");
    }
    String host = text.substring(0, colon);
    if (bracketed) {
      if (!host.endsWith("]")) {
        throw new IllegalArgumentException("address " + text + ": missing ']' in address");
      }
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException("address " + text + ": too many colons in address");
    }
    return new Endpoint(host, parsePort(text.substring(colon + 1)));
  }

  /** The address to bind or to connect to; unresolved names stay unresolved. */
  public InetSocketAddress toSocketAddress() {
    return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
  }

  /** How a bound address is written, with the port it really has. */
  public static String describe(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    String name = host == null ? address.getHostString() : host.getHostAddress();
    return new Endpoint(name, address.getPort()).toString();
  }

  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }

  private static int parsePort(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException _) {
      // Falls through to the one message for everything that is no port.
    }
    throw new IllegalArgumentException("invalid port \"" + text + "\"");
  }
}
