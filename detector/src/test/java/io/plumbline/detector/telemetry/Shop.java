package io.plumbline.detector.telemetry;

import io.plumbline.detector.telemetry.Disturbance.Kind;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Made-up telemetry of frontend → service-a → service-b, which has a database and asks a price
 * service that nobody observes: requests arrive as a Poisson process, durations are log-normal.
 */
final class Shop {
  private static final Callee NOBODY = new Callee("", 0, false);
  private static final Callee DATABASE = new Callee("localhost", 0, true);
  private static final long METRICS_EVERY_MILLIS = 5000;
  private static final String[] SERVICES = {"frontend", "service-a", "service-b"};

  private final Sink sink;
  private final double requestsPerSecond;
  private final double swing;
  private final SplittableRandom random;
  private final List<Disturbance> disturbances;
  private final double[] heap = {30, 30, 30};

  /** Gets what happens, in order of the starts of requests. */
  interface Sink {
    void span(
        String service,
        Instant start,
        String kind,
        String id,
        String parent,
        double millis,
        boolean failed,
        Callee callee);

    void log(String service, Instant time, int severity, String text);

    void cpu(String service, Instant time, double share);

    void heap(String service, Instant time, String pool, long bytes);
  }

  /** Whom a client span calls. */
  record Callee(String address, int port, boolean isDatabase) {}

  /**
   * A shop.
   *
   * @param swing by how much of its mean the rate of requests rises and falls in a day
   */
  Shop(
      Sink sink,
      double requestsPerSecond,
      double swing,
      long seed,
      List<Disturbance> disturbances) {
    this.sink = sink;
    this.requestsPerSecond = requestsPerSecond;
    this.swing = swing;
    this.random = new SplittableRandom(seed);
    this.disturbances = disturbances;
  }

  /** One call's own time in the service and whether it fails there. */
  private record Work(double millis, boolean fails) {}

  /** Lets happen what happens in [from, to). */
  void run(Instant from, Instant to) {
    Instant request = from;
    Instant metrics = from;
    while (request.isBefore(to)) {
      if (!metrics.isAfter(request)) {
        metrics(metrics);
        metrics = metrics.plusMillis(METRICS_EVERY_MILLIS);
      } else {
        request(request);
        double rate = requestsPerSecond * load(request);
        double seconds = -Math.log(1 - random.nextDouble()) / rate;
        request = request.plusNanos((long) (seconds * 1e9));
        // Past the next metrics the rate may be another one: an exponential wait forgets.
        request = request.isAfter(metrics) ? metrics : request;
      }
    }
  }

  private double load(Instant time) {
    double byDay = 1 + swing * Math.sin(2 * Math.PI * time.getEpochSecond() / 86_400.0);
    return byDay * (is(Kind.TRAFFIC_SPIKE, time) ? 5 : is(Kind.TRAFFIC_DROP, time) ? 0.05 : 1);
  }

  private void request(Instant start) {
    boolean priced = random.nextDouble() < 0.7;
    double crowd = is(Kind.CPU_HOG, start) ? 1.6 : is(Kind.TRAFFIC_SPIKE, start) ? 1.3 : 1;
    Work page = work(2.6 * crowd, 0);
    Work rules = rules(start, crowd);
    Work stored = work((is(Kind.DATABASE_SATURATION, start) ? 1500 : 3 * crowd), 0);
    boolean timeout = is(Kind.DATABASE_SATURATION, start);
    double price = priced ? work(8, 0).millis + (is(Kind.SLOW_DEPENDENCY, start) ? 400 : 0) : 0;

    boolean failsInB = timeout || stored.fails;
    double inB = 0.5 * crowd + stored.millis + price;
    boolean failsInA = failsInB || rules.fails;
    double inA = inB + 1 + rules.millis;
    double inFrontend = inA + 1 + page.millis;

    String frontendCall = id();
    String aCall = id();
    String bServer = id();
    sink.span("frontend", start, "Server", id(), "", inFrontend, failsInA, NOBODY);
    sink.span(
        "frontend",
        start,
        "Client",
        frontendCall,
        "",
        inA + 0.5,
        failsInA,
        new Callee("a.shop", 8082, false));
    sink.span("service-a", start, "Server", id(), frontendCall, inA, failsInA, NOBODY);
    sink.span(
        "service-a",
        start,
        "Client",
        aCall,
        "",
        inB + 0.5,
        failsInB,
        new Callee("b.shop", 8083, false));
    sink.span("service-b", start, "Server", bServer, aCall, inB, failsInB, NOBODY);
    sink.span("service-b", start, "Client", id(), bServer, stored.millis, timeout, DATABASE);
    if (priced) {
      sink.span(
          "service-b",
          start,
          "Client",
          id(),
          bServer,
          price,
          false,
          new Callee("prices.example", 443, false));
    }
    logs(start, timeout, failsInA, rules.fails);
  }

  private Work rules(Instant start, double crowd) {
    double extra = 0;
    double errors = 0.002;
    for (Disturbance one : disturbances) {
      if (one.kind() == Kind.DEPLOYMENT_DRIFT && one.isOn(start)) {
        extra = 15 + 205 * one.progress(start);
        errors = 0.02 + 0.28 * one.progress(start);
      }
      if (one.kind() == Kind.ERROR_BURST && one.isOn(start)) {
        errors = 0.5;
      }
    }
    Work work = work(3 * crowd, errors);
    return new Work(work.millis + extra, work.fails);
  }

  private Work work(double medianMillis, double errors) {
    double millis = medianMillis * Math.exp(0.4 * random.nextGaussian());
    return new Work(millis, random.nextDouble() < errors);
  }

  private void logs(Instant start, boolean timeout, boolean failed, boolean rulesFailed) {
    sink.log("frontend", start, failed ? 17 : 9, failed ? "Upstream failed" : "Rendered a page");
    if (rulesFailed) {
      sink.log("service-a", start, 17, "price rules are inconsistent");
    }
    if (timeout) {
      sink.log("service-a", start, 13, "service-b answered 503");
      sink.log("service-b", start, 17, "timeout: no connection within 1500 ms");
    }
    sink.log("service-b", start, 9, "Stored");
  }

  private void metrics(Instant time) {
    for (int i = 0; i < SERVICES.length; i++) {
      String service = SERVICES[i];
      boolean hog = is(Kind.CPU_HOG, time) && service.equals("service-b");
      double busy = 0.04 * load(time) + 0.03 + 0.02 * random.nextDouble();
      heap[i] = heap[i] > 90 ? 30 : heap[i] + 2 + 10 * random.nextDouble();
      double leaked = 0;
      for (Disturbance one : disturbances) {
        if (one.kind() == Kind.MEMORY_LEAK && one.isOn(time) && service.equals("service-a")) {
          leaked = 64 * Math.min(1, one.progress(time) * 2);
        }
      }
      double cpu = busy + (hog ? 0.4 : 0);
      sink.cpu(service, time, cpu);
      heapPool(service, time, "G1 Eden Space", heap[i] - 20);
      heapPool(service, time, "G1 Old Gen", 20 + leaked + random.nextDouble());
    }
  }

  private void heapPool(String service, Instant time, String pool, double megabytes) {
    sink.heap(service, time, pool, (long) (megabytes * (1 << 20)));
  }

  private boolean is(Kind kind, Instant time) {
    return disturbances.stream().anyMatch(one -> one.kind() == kind && one.isOn(time));
  }

  private String id() {
    return HexFormat.of().toHexDigits(random.nextLong());
  }
}
