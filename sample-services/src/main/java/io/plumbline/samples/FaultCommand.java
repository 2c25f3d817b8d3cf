package io.plumbline.samples;

import io.plumbline.samples.fault.Fault;
import io.plumbline.samples.fault.FaultClient;
import io.plumbline.samples.fault.FaultKind;
import io.plumbline.samples.fault.TruthFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Switches faults of running services on and off. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = SamplesMain.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Switches faults of running services on and off, and lists them.")
final class FaultCommand {
  private static final String TARGET =
      "The service, or for traffic faults the load generator's control port.";

  private FaultCommand() {}

  static CommandLine of(Termination termination) {
    return new CommandLine(new FaultCommand())
        .addSubcommand("on", new On(termination))
        .addSubcommand("off", new Off())
        .addSubcommand("list", new ListFaults());
  }

  /** Switches a fault on. */
  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Switches a fault on; it ends by itself. With --truth the command stays until then and"
            + " writes its start and end; ended early by SIGTERM or SIGINT, it switches the fault"
            + " off.",
        "Kinds: deployment-drift, database-saturation, error-burst, traffic-spike, traffic-drop,"
            + " memory-leak, cpu-hog, slow-dependency ('fault list' tells them)."
      })
  static final class On implements Callable<Integer> {
    private static final long POLL_MILLIS = 200;

    private final Termination termination;

    @Parameters(paramLabel = "KIND", description = "The kind of fault.")
    private String kind = "";

    @Option(names = "--target", paramLabel = "URL", required = true, description = TARGET)
    private URI target = URI.create("");

    @Option(
        names = "--for",
        paramLabel = "D",
        defaultValue = "60s",
        description = "How long it lasts (default: ${DEFAULT-VALUE}).")
    private Duration length = Duration.ofSeconds(60);

    @Option(
        names = "--truth",
        paramLabel = "FILE",
        description = "Where to append its start and end as JSON lines.")
    private @Nullable Path truth;

    On(Termination termination) {
      this.termination = termination;
    }

    @Override
    public Integer call() throws Exception {
      try (FaultClient client = new FaultClient(target)) {
        Fault started = client.on(kind, length);
        System.out.println(started.toJson());
        if (truth != null) {
          TruthFile file = new TruthFile(truth);
          file.append(started);
          Fault ended = awaitEnd(client, started, file);
          file.append(ended);
          System.out.println(ended.toJson());
        }
        return 0;
      }
    }

    private Fault awaitEnd(FaultClient client, Fault started, TruthFile file)
        throws IOException, InterruptedException {
      while (true) {
        boolean asked = termination.await(POLL_MILLIS);
        try {
          for (Fault fault : client.faults()) {
            if (fault.id().equals(started.id()) && fault.end() != null) {
              return fault;
            }
          }
          if (asked) {
            return client.off(kind);
          }
        } catch (IOException e) {
          file.append(started.endedAt(Instant.now()));
          throw new IOException("the service is gone, and its fault with it: " + e.getMessage(), e);
        }
      }
    }
  }

  /** Switches a fault off. */
  @Command(mixinStandardHelpOptions = true, description = "Switches a fault off before its time.")
  static final class Off implements Callable<Integer> {
    @Parameters(paramLabel = "KIND", description = "The kind of fault.")
    private String kind = "";

    @Option(names = "--target", paramLabel = "URL", required = true, description = TARGET)
    private URI target = URI.create("");

    @Option(
        names = "--truth",
        paramLabel = "FILE",
        description =
            "Where to append its end as a JSON line, unless 'fault on --truth' still waits.")
    private @Nullable Path truth;

    @Override
    public Integer call() throws Exception {
      try (FaultClient client = new FaultClient(target)) {
        Fault ended = client.off(kind);
        System.out.println(ended.toJson());
        if (truth != null) {
          new TruthFile(truth).append(ended);
        }
        return 0;
      }
    }
  }

  /** Lists faults. */
  @Command(
      mixinStandardHelpOptions = true,
      description = "Lists the kinds of faults, or those that a service had and has.")
  static final class ListFaults implements Callable<Integer> {
    @Option(names = "--target", paramLabel = "URL", description = TARGET)
    private @Nullable URI target;

    @Override
    public Integer call() throws Exception {
      if (target == null) {
        for (FaultKind kind : FaultKind.values()) {
          System.out.printf("%-20s %-10s %s%n", kind.id(), kind.service(), kind.description());
        }
        return 0;
      }
      try (FaultClient client = new FaultClient(target)) {
        System.out.println("can have: " + String.join(", ", client.kinds()));
        for (Fault fault : client.faults()) {
          System.out.println(fault.toJson());
        }
        return 0;
      }
    }
  }
}
