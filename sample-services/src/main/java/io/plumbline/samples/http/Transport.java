package io.plumbline.samples.http;

import java.io.IOException;

/** Carries a request to another service and its response back. */
public interface Transport {
  /**
   * Sends and waits for the response, whatever its status.
   *
   * @throws IOException when there is no response: unreachable, timed out
   */
  Response send(Request request) throws IOException;

  /** Host name of the other side, for {@code server.address}. */
  String host();

  int port();
}
