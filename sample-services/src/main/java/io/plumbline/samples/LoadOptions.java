package io.plumbline.samples;

import io.plumbline.samples.fault.FaultHandler;
import io.plumbline.samples.fault.FaultKind;
import io.plumbline.samples.fault.FaultSwitch;
import io.plumbline.samples.fault.TruthFile;
import io.plumbline.samples.http.HttpEndpoint;
import io.plumbline.samples.http.Request;
import io.plumbline.samples.http.Response;
import io.plumbline.samples.http.SocketTransport;
import io.plumbline.samples.load.Arrivals;
import io.plumbline.samples.load.LoadGenerator;
import io.plumbline.samples.load.LoadSummary;
import io.plumbline.samples.load.Traffic;
import io.plumbline.samples.shop.Customers;
import io.plumbline.samples.work.Pace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What load to generate, and the run of it. */
final class LoadOptions {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration WAIT_FOR_TARGET = Duration.ofSeconds(15);

  @Mixin private RateOptions load = new RateOptions();

  @Option(
      names = "--for",
      paramLabel = "D",
      description = "How long to run (default: until SIGTERM or SIGINT).")
  private @Nullable Duration length;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "500",
      description =
          "Requests that may wait for an answer; further ones are shed and counted"
              + " (default: ${DEFAULT-VALUE}).")
  private int inFlightMax = 500;

  @Option(
      names = "--control-port",
      paramLabel = "N",
      defaultValue = "8084",
      description =
          "Where to answer GET /stats and the faults traffic-spike and traffic-drop, 0 for a free"
              + " port (default: ${DEFAULT-VALUE}).")
  private int controlPort = 8084;

  @Option(
      names = "--control-host",
      paramLabel = "HOST",
      defaultValue = "localhost",
      description = "Address of the control port (default: ${DEFAULT-VALUE}).")
  private String controlHost = "localhost";

  /** Generates load on frontend until the time is over or the process is asked to end. */
  LoadSummary run(URI target, @Nullable Path truth, Termination termination)
      throws IOException, InterruptedException {
    Traffic traffic = new Traffic();
    SplittableRandom random = new SplittableRandom();
    Arrivals arrivals =
        new Arrivals(load.ratePerSecond(), load.shape(), traffic::multiplier, random.split());
    try (SocketTransport transport = new SocketTransport(target, TIMEOUT);
        HttpEndpoint control = HttpEndpoint.bind(controlHost, controlPort);
        FaultSwitch faults =
            new FaultSwitch(
                "frontend",
                Map.of(
                    FaultKind.TRAFFIC_SPIKE, traffic.spike(),
                    FaultKind.TRAFFIC_DROP, traffic.drop()),
                InstantSource.system(),
                truth == null ? null : new TruthFile(truth))) {
      awaitTarget(transport, target, termination);
      LoadGenerator generator =
          new LoadGenerator(
              transport,
              arrivals,
              new Customers(random),
              InstantSource.system(),
              Pace.parking(),
              Math.max(1, inFlightMax));
      control.start(request -> answer(request, faults, generator.summary()));
      System.out.println(
          "load on " + target + ", control port http://" + controlHost + ":" + control.port());
      Thread runner = Thread.currentThread();
      termination.whenAsked(() -> generator.stop(runner));
      generator.run(length == null ? Instant.MAX : Instant.now().plus(length));
      return generator.summary();
    }
  }

  private static Response answer(Request request, FaultSwitch faults, LoadSummary summary) {
    if (FaultHandler.handles(request)) {
      return new FaultHandler(faults).handle(request);
    }
    return switch (request.path()) {
      case "/stats" -> Response.ok(summary.toJson());
      case "/health" -> Response.ok("{\"status\":\"ok\"}");
      default -> Response.error(404, "there are /faults, /stats and /health");
    };
  }

  private static void awaitTarget(SocketTransport transport, URI target, Termination termination)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(WAIT_FOR_TARGET);
    while (true) {
      try {
        var _ = transport.send(Request.get("/health"));
        return;
      } catch (IOException e) {
        if (Instant.now().isAfter(end) || termination.await(200)) {
          throw new ConnectException(
              "no answer from "
                  + target
                  + " for "
                  + WAIT_FOR_TARGET.toSeconds()
                  + " s: "
                  + e.getMessage());
        }
      }
    }
  }

  /** Writes the counts where asked. */
  static void writeStats(LoadSummary summary, @Nullable Path file) throws IOException {
    if (file != null) {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(file, summary.toJson() + System.lineSeparator());
    }
  }
}
