package io.plumbline.samples.load;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What became of the requests of a load generator. */
public final class LoadSummary {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Latencies are counted in buckets that grow by a tenth: good to 10 % from 0.1 ms to minutes. */
  private static final double BUCKET_GROWTH = 1.1;

  private static final double FIRST_BUCKET_MILLIS = 0.1;
  private static final int BUCKETS = 160;

  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong succeeded = new AtomicLong();
  private final AtomicLong clientErrors = new AtomicLong();
  private final AtomicLong serverErrors = new AtomicLong();
  private final AtomicLong unreachable = new AtomicLong();
  private final AtomicLong shed = new AtomicLong();
  private final AtomicLongArray latencies = new AtomicLongArray(BUCKETS);

  void sent() {
    sent.incrementAndGet();
  }

  void answered(int status, double millis) {
    (status < 400 ? succeeded : status < 500 ? clientErrors : serverErrors).incrementAndGet();
    double bucket = Math.log(millis / FIRST_BUCKET_MILLIS) / Math.log(BUCKET_GROWTH);
    latencies.incrementAndGet((int) Math.clamp(Math.ceil(bucket), 0, BUCKETS - 1));
  }

  void unanswered() {
    unreachable.incrementAndGet();
  }

  void shed() {
    shed.incrementAndGet();
  }

  public long sentCount() {
    return sent.get();
  }

  /** Arrivals that were not sent because too many requests were in flight. */
  public long shedCount() {
    return shed.get();
  }

  public long answeredCount() {
    return succeeded.get() + clientErrors.get() + serverErrors.get();
  }

  public long unansweredCount() {
    return unreachable.get();
  }

  /** A quantile of the latencies of answered requests, NaN when there are none. */
  public double quantileMillis(double quantile) {
    long total = 0;
    for (int i = 0; i < BUCKETS; i++) {
      total += latencies.get(i);
    }
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += latencies.get(i);
      if (seen > 0 && seen >= quantile * total) {
        return FIRST_BUCKET_MILLIS * Math.pow(BUCKET_GROWTH, i);
      }
    }
    return Double.NaN;
  }

  /** All counts as JSON. */
  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("requests")
        .put("sent", sent.get())
        .put("succeeded", succeeded.get())
        .put("client_errors", clientErrors.get())
        .put("server_errors", serverErrors.get())
        .put("unanswered", unreachable.get())
        .put("shed", shed.get());
    return JSON.writeValueAsString(root);
  }

  /** A few lines for people. */
  public String toText() {
    return String.format(
        Locale.ROOT,
        """
        requests sent   %,d
          succeeded     %,d
          client errors %,d
          server errors %,d
          unanswered    %,d
        shed (too many in flight) %,d
        latency p50 %.1f ms, p95 %.1f ms, p99 %.1f ms
        """,
        sent.get(),
        succeeded.get(),
        clientErrors.get(),
        serverErrors.get(),
        unreachable.get(),
        shed.get(),
        quantileMillis(0.5),
        quantileMillis(0.95),
        quantileMillis(0.99));
  }
}
