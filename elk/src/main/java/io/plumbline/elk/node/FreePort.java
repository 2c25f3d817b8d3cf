package io.plumbline.elk.node;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A port of the loopback address that was asked for. */
final class FreePort {
  private FreePort() {}

  /**
   * Checks that nothing listens on it, which a node would say much later and at length.
   *
   * @param port 0 for any, which is always free
   * @throws IOException when it is taken
   */
  static void require(int port) throws IOException {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    } catch (BindException e) {
      throw new IOException("Port " + port + " of 127.0.0.1 is taken: " + e.getMessage(), e);
    }
  }
}
