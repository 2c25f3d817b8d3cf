package io.plumbline.samples.shop;

import io.plumbline.samples.http.Json;
import io.plumbline.samples.http.Request;
import io.plumbline.samples.http.Response;
import io.plumbline.samples.http.Transport;
import io.plumbline.samples.work.Latency;
import io.plumbline.samples.work.Work;
import java.io.IOException;
import java.net.SocketTimeoutException;

/**
 * The way to the shop's external dependency, a price service of another company. It is simulated:
 * nothing is sent, an answer takes its time, and one in a thousand does not come.
 */
public record Pricing(Work work, Symptoms symptoms) implements Transport {
  private static final Latency ANSWER = new Latency(18.0, 0.45);
  private static final double LOST_SHARE = 0.001;
  private static final long TIMEOUT_NANOS = 250_000_000L;

  @Override
  public Response send(Request request) throws IOException {
    if (work.chance(LOST_SHARE)) {
      work.pace().pass(TIMEOUT_NANOS);
      throw new SocketTimeoutException("no answer from pricing.example within 250 ms");
    }
    work.spend(ANSWER, symptoms.dependencyDelayNanos());
    return Response.ok(Json.write("currency", "EUR"));
  }

  @Override
  public String host() {
    return "pricing.example";
  }

  @Override
  public int port() {
    return 80;
  }
}
