package io.plumbline.detector.cli;

import java.net.InetSocketAddress;

/** Where to listen, as people say it. */
final class ListenAddress {
  private static final int PORT_MAX = 65_535;

  private ListenAddress() {}

  /** The address of the values of two options; port 0 for any that is free. */
  static InetSocketAddress of(String hostOption, String host, String portOption, int port)
      throws CommandFailedException {
    if (port < 0 || port > PORT_MAX) {
      throw new CommandFailedException(portOption + " must be from 0 to " + PORT_MAX + ": " + port);
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new CommandFailedException(hostOption + ": there is no host " + host);
    }
    return address;
  }
}
