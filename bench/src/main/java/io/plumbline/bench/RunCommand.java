package io.plumbline.bench;

import io.plumbline.engine.cli.DurationConverter;
import io.plumbline.engine.component.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code bench run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Drives one or two collectors in turn (A B A B) and compares them.",
      "",
      "Load generator -> system -> sink, all on this machine: OTLP over gRPC in, and OTLP or"
          + " Elasticsearch bulk requests out. CPU and memory are those of the system's processes"
          + " only.",
      ""
    },
    footer = {
      "",
      "A configuration template has {{receive}} where the system listens and {{send}} where it"
          + " sends to, both host:port.",
      "",
      "Examples:",
      "  bench run --system 'plumbline=./plumbline gateway --config {config}'",
      "  bench run --scenario elasticsearch --for 30s --rounds 3 \\",
      "      --system 'plumbline=./plumbline gateway --config {config}' \\",
      "      --system 'otelcol=/usr/bin/otelcol-contrib --config {config}'"
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--system",
      required = true,
      paramLabel = "NAME=COMMAND",
      description = "A system and the shell command that starts it; once or twice.")
  private Map<String, String> systems = Map.of();

  @Option(
      names = "--config",
      paramLabel = "NAME=FILE",
      description =
          "The configuration template of a system. Default: one that suits any collector.")
  private Map<String, Path> templates = Map.of();

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "otlp",
      description = "What goes out: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Scenario scenario = Scenario.OTLP;

  @Option(
      names = "--rounds",
      defaultValue = "2",
      description = "Rounds of each system. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--for",
      defaultValue = "10s",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Measured time of a round. Default: ${DEFAULT-VALUE}.")
  private Duration measured = Duration.ZERO;

  @Option(
      names = "--warm-up",
      defaultValue = "5s",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Time before that. Default: ${DEFAULT-VALUE}.")
  private Duration warmUp = Duration.ZERO;

  @Option(
      names = "--start-timeout",
      defaultValue = "60s",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long a system may take until it accepts. Default: ${DEFAULT-VALUE}.")
  private Duration startPatience = Duration.ZERO;

  @Option(
      names = "--connections",
      defaultValue = "4",
      description = "Connections, each with one request on its way. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--spans",
      defaultValue = "100",
      description = "Spans in a request. Default: ${DEFAULT-VALUE}.")
  private int spans;

  @Option(
      names = "--rate",
      defaultValue = "0",
      paramLabel = "SPANS",
      description = "Spans per second. Default: as many as the system takes.")
  private double rate;

  @Override
  public Integer call() throws InterruptedException {
    long given =
        spec.commandLine().getParseResult().matchedOption("--system").originalStringValues().size();
    check(given <= 2, "give --system once or twice");
    check(given == systems.size(), "two systems need two names");
    for (String name : systems.keySet()) {
      check(name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"), "not a name of a system: " + name);
    }
    check(rounds > 0 && connections > 0 && spans > 0, "counts must be positive");
    check(measured.isPositive() && startPatience.isPositive(), "times must be positive");
    check(!warmUp.isNegative() && rate >= 0, "--warm-up and --rate must not be negative");
    check(systems.keySet().containsAll(templates.keySet()), "--config names an unknown system");
    try {
      Path folder = Files.createTempDirectory("plumbline-bench-");
      Round round = new Round(scenario, connections, spans, rate, warmUp, measured, startPatience);
      Report report = new Report(run(round, folder));
      print(report.summary());
      boolean lost = report.rounds().stream().anyMatch(one -> one.lost() > 0);
      return lost ? 1 : 0;
    } catch (IOException | UncheckedIOException | StartException e) {
      spec.commandLine().getErr().println("bench: " + e.getMessage());
      return 1;
    }
  }

  private List<Measurement> run(Round round, Path folder)
      throws IOException, InterruptedException, StartException {
    print("Configurations and logs: " + folder + "\n\n" + Report.header());
    List<Measurement> measurements = new ArrayList<>();
    for (int index = 0; index < rounds; index++) {
      for (Map.Entry<String, String> system : systems.entrySet()) {
        SystemUnderTest one =
            new SystemUnderTest(system.getKey(), system.getValue(), templates.get(system.getKey()));
        Measurement measurement = round.run(one, folder);
        measurements.add(measurement);
        print(Report.row(measurement));
      }
    }
    return measurements;
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  private void check(boolean good, String message) {
    if (!good) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
