package io.plumbline.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loopback ports that nothing listens on, below those that systems give to outgoing connections: a
 * port from there may be in use again by the time that its owner has started.
 */
final class FreePorts {
  private static final int LOWEST = 10_240;
  private static final int BEHIND = 32_768;
  private static final int TRIES_PER_PORT = 100;

  private FreePorts() {}

  /** As many different free ports as asked; all are held open until the last one is found. */
  static List<Integer> find(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int tries = 0; sockets.size() < count && tries < count * TRIES_PER_PORT; tries++) {
        int port = ThreadLocalRandom.current().nextInt(LOWEST, BEHIND);
        try {
          sockets.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (BindException _) {
          // Taken: the next one.
        }
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      if (ports.size() < count) {
        throw new DemoException(
            "fewer than " + count + " free ports from " + LOWEST + " to " + (BEHIND - 1));
      }
      return ports;
    } catch (IOException e) {
      throw new DemoException("no free port on the loopback address: " + e.getMessage(), e);
    }
  }

  /** Whether a port can be listened on. */
  static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
