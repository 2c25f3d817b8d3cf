package io.plumbline.samples;

import io.plumbline.samples.load.LoadSummary;
import io.plumbline.samples.service.Role;
import io.plumbline.samples.service.RunningService;
import io.plumbline.samples.telemetry.Telemetry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the three services and load on them in one process. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = SamplesMain.Version.class,
    description =
        "Runs all three services and load on them in one process, for a quick try. The services"
            + " listen on their usual ports 8081 to 8083.")
final class RunCommand implements Callable<Integer> {
  private final Termination termination;

  @Mixin private LoadOptions load = new LoadOptions();

  @Option(
      names = "--stats",
      paramLabel = "DIRECTORY",
      description = "Where to write the counts at the end, a file for each service and for load.")
  private @Nullable Path stats;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "Where to append the start and end of each fault as JSON lines.")
  private @Nullable Path truth;

  RunCommand(Termination termination) {
    this.termination = termination;
  }

  @Override
  public Integer call() throws Exception {
    try (RunningService serviceB = start(Role.SERVICE_B, null);
        RunningService serviceA = start(Role.SERVICE_A, serviceB.uri());
        RunningService frontend = start(Role.FRONTEND, serviceA.uri())) {
      LoadSummary summary = load.run(frontend.uri(), truth, termination);
      System.out.print(summary.toText());
      LoadOptions.writeStats(summary, statsOf("load"));
    }
    return 0;
  }

  private RunningService start(Role role, @Nullable URI downstream)
      throws IOException, SQLException {
    RunningService service =
        RunningService.start(
            new RunningService.Settings(
                role,
                "localhost",
                role.defaultPort(),
                downstream,
                statsOf(role.serviceName()),
                truth,
                true,
                // One OTEL_SERVICE_NAME cannot name three services.
                builder -> Telemetry.fixedName(role.serviceName()).accept(builder)));
    System.out.println(role.serviceName() + " listens on " + service.uri());
    return service;
  }

  private @Nullable Path statsOf(String name) {
    return stats == null ? null : stats.resolve(name + ".json");
  }
}
