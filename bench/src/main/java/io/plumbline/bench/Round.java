package io.plumbline.bench;

import io.plumbline.engine.component.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One round of one system: start, warm up, measure, stop, count.
 *
 * @param connections each with one request on its way
 * @param rate spans per second; 0 for as many as the system takes
 * @param startPatience how long a system may take until it accepts requests
 */
record Round(
    Scenario scenario,
    int connections,
    int spansPerRequest,
    double rate,
    Duration warmUp,
    Duration measured,
    Duration startPatience) {
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(30);
  private static final Duration SAMPLE = Duration.ofMillis(500);

  Measurement run(SystemUnderTest system, Path folder)
      throws IOException, InterruptedException, StartException {
    TracePayload payload = TracePayload.of(spansPerRequest);
    try (Sink sink = scenario.sink()) {
      Measurement measurement;
      SpanIds accepted;
      try (RunningSystem running = RunningSystem.start(system, scenario, sink.port(), folder);
          LoadGenerator load =
              new LoadGenerator(running.address(), connections, payload, rate / spansPerRequest)) {
        awaitReady(running, load);
        load.run(warmUp, running::isAlive);
        measurement = measure(system, running, load);
        accepted = load.acceptedIds();
        awaitDrained(running, sink, accepted);
      }
      return new Measurement(
          measurement.system(),
          measurement.items(),
          measurement.seconds(),
          measurement.cpuSeconds(),
          measurement.residentBytes(),
          measurement.latencyMillisP50(),
          measurement.latencyMillisP99(),
          accepted.missingIn(sink.received()),
          sink.received().duplicates(),
          measurement.failures());
    }
  }

  private Measurement measure(SystemUnderTest system, RunningSystem running, LoadGenerator load)
      throws IOException, InterruptedException {
    running.check();
    var _ = load.takeLatencies();
    long itemsBefore = load.accepted();
    long failuresBefore = load.failures();
    ProcessMeter.Usage before = running.usage();
    PeakMemory peak = PeakMemory.watch(running, SAMPLE);
    long start = System.nanoTime();
    load.run(measured, running::isAlive);
    double seconds = (System.nanoTime() - start) / 1e9;
    ProcessMeter.Usage after = running.usage();
    long residentBytes = Math.max(peak.stop(), after.residentBytes());
    running.check();
    Latencies latencies = load.takeLatencies();
    return new Measurement(
        system.name(),
        load.accepted() - itemsBefore,
        seconds,
        after.cpuSeconds() - before.cpuSeconds(),
        residentBytes,
        latencies.quantileMillis(0.5),
        latencies.quantileMillis(0.99),
        0,
        0,
        load.failures() - failuresBefore);
  }

  private void awaitReady(RunningSystem running, LoadGenerator load)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + startPatience.toNanos();
    while (!load.probe()) {
      running.check();
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "The system does not take OTLP at %s after %d s"
                .formatted(running.address(), startPatience.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** What is still in the system's queues gets time to come out. */
  private static void awaitDrained(RunningSystem running, Sink sink, SpanIds accepted)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + DRAIN_PATIENCE.toNanos();
    while (accepted.missingIn(sink.received()) > 0 && System.nanoTime() < deadline) {
      running.check();
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
