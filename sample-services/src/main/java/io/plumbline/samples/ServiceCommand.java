package io.plumbline.samples;

import io.plumbline.samples.service.Role;
import io.plumbline.samples.service.RunningService;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one of the services until SIGTERM or SIGINT. */
@Command(mixinStandardHelpOptions = true, versionProvider = SamplesMain.Version.class)
final class ServiceCommand implements Callable<Integer> {
  private final Role role;
  private final Termination termination;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "localhost",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String host = "localhost";

  @Option(
      names = "--downstream",
      paramLabel = "URL",
      description = "The service that this one calls (default: the next one's usual port).")
  private @Nullable URI downstream;

  @Option(
      names = "--stats",
      paramLabel = "FILE",
      description = "Where to write, at the end, how many items the exporters delivered.")
  private @Nullable Path stats;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "Where to append the start and end of each fault as JSON lines.")
  private @Nullable Path truth;

  private ServiceCommand(Role role, Termination termination) {
    this.role = role;
    this.termination = termination;
    this.port = role.defaultPort();
  }

  static CommandLine of(Role role, Termination termination) {
    CommandLine command = new CommandLine(new ServiceCommand(role, termination));
    CommandSpec spec = command.getCommandSpec();
    spec.usageMessage()
        .description("Runs " + role.serviceName() + " until SIGTERM or SIGINT.")
        .footer(
            "Beside its own routes it answers GET /health, GET /stats and, to make faults,"
                + " GET /faults, POST /faults/KIND?for=20s and DELETE /faults/KIND.");
    return command;
  }

  @Override
  public Integer call() throws Exception {
    RunningService.Settings settings =
        new RunningService.Settings(
            role, host, port, resolveDownstream(), stats, truth, true, _ -> {});
    try (RunningService service = RunningService.start(settings)) {
      System.out.println(role.serviceName() + " listens on " + service.uri());
      termination.await();
      System.out.println(role.serviceName() + " stops");
    }
    return 0;
  }

  private @Nullable URI resolveDownstream() {
    if (role == Role.SERVICE_B) {
      if (downstream != null && spec != null) {
        throw new ParameterException(
            spec.commandLine(), "service-b calls no other service: leave out --downstream");
      }
      return null;
    }
    if (downstream != null) {
      return downstream;
    }
    Role next = role == Role.FRONTEND ? Role.SERVICE_A : Role.SERVICE_B;
    return URI.create("http://localhost:" + next.defaultPort());
  }
}
