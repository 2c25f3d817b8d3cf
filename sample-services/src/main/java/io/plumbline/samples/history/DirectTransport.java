package io.plumbline.samples.history;

import io.plumbline.samples.http.Handler;
import io.plumbline.samples.http.Request;
import io.plumbline.samples.http.Response;
import io.plumbline.samples.http.Transport;
import io.plumbline.samples.work.Latency;
import io.plumbline.samples.work.Work;

/** Calls another service's handler directly; the way there and back takes a network's time. */
record DirectTransport(Handler handler, Work work, String host, int port) implements Transport {
  /** One way over loopback with the JDK's client and server, measured on two busy cores. */
  private static final Latency HOP = new Latency(0.9, 0.6);

  @Override
  public Response send(Request request) {
    work.spend(HOP);
    Response response = handler.handle(request);
    work.spend(HOP);
    return response;
  }
}
