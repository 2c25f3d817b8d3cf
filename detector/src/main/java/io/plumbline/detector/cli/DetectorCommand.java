package io.plumbline.detector.cli;

import io.plumbline.detector.monitor.WrongWindowException;
import io.plumbline.detector.store.RefusedActionException;
import io.plumbline.detector.store.UnusableModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The detector's command with its sub-commands. */
@Command(
    name = "detector",
    description = "Learns what is normal from stored telemetry, and reports what is not.",
    mixinStandardHelpOptions = true,
    version = "plumbline detector 0",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  detector collect --last 1h              what services did, as a table",
      "  detector train --last 24h               learn what is normal",
      "  detector monitor                        watch; write anomalies, incidents",
      "  detector replay 2026-01-30 2026-01-31   judge the past again, store nothing",
      "  detector forecast service-b memory      where a feature is going",
      "  detector serve                          show them on a web page",
      "  detector incidents                      list, show, acknowledge, close them",
      "  detector models                         list them; go back to an older one",
      "  detector explain service-b 2026-01-31T08:00:00Z",
      "  detector score FILE.csv --train-rows 5000",
      "  detector generate --target http://localhost:8081 --fault cpu-hog --for 30s",
      "  detector all --last 1h --window 5s      these in turn",
      "  detector evaluate data                  measure it on labelled data",
      "  detector report --daily                 yesterday as one HTML page with plots",
      "",
      "Exit codes: 0 done, 1 failed (the reason is on standard error), 2 wrong usage."
    })
public final class DetectorCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  private DetectorCommand() {}

  /** Runs a command and ends the process with its exit code. */
  public static void runProcess(String... args) {
    Termination termination = new Termination();
    termination.install();
    termination.exit(commandLine(InstantSource.system(), termination).execute(args));
  }

  static CommandLine commandLine(InstantSource clock, Termination termination) {
    CommandLine line = new CommandLine(new DetectorCommand());
    line.addSubcommand(new CollectCommand(clock));
    line.addSubcommand(new TrainCommand(clock));
    line.addSubcommand(new MonitorCommand(clock, termination));
    line.addSubcommand(new ReplayCommand(clock));
    line.addSubcommand(new ForecastCommand(clock));
    line.addSubcommand(new ServeCommand(clock, termination));
    line.addSubcommand(new IncidentsCommand(clock));
    line.addSubcommand(new ModelsCommand(clock));
    line.addSubcommand(new ExplainCommand(clock));
    line.addSubcommand(new ScoreCommand(System.in));
    line.addSubcommand(new GenerateCommand(termination));
    line.addSubcommand(new AllCommand(clock, termination));
    line.addSubcommand(new EvaluateCommand());
    line.addSubcommand(new ReportCommand(clock));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Duration.class, Durations::parse);
    line.registerConverter(Instant.class, Instants::parse);
    line.setExecutionExceptionHandler(new Failures());
    return line;
  }

  @Override
  public void run() {
    CommandLine line = java.util.Objects.requireNonNull(spec).commandLine();
    throw new ParameterException(
        line, "Say which command: " + String.join(", ", line.getSubcommands().keySet()));
  }

  /** Says what went wrong in a line; a bug keeps its stack trace. */
  private static final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
      boolean told =
          failure instanceof IOException
              || failure instanceof UncheckedIOException
              || failure instanceof UnusableModelException
              || failure instanceof CommandFailedException
              || failure instanceof RefusedActionException
              || failure instanceof WrongWindowException
              || failure instanceof InterruptedException;
      if (told) {
        line.getErr().println("detector: " + message(failure));
      } else {
        failure.printStackTrace(line.getErr());
      }
      return CommandLine.ExitCode.SOFTWARE;
    }

    /** The JDK's own message about a file is often its name alone. */
    private static @Nullable String message(Exception failure) {
      return switch (failure) {
        case NoSuchFileException e -> "There is no file or folder " + e.getFile();
        case AccessDeniedException e -> "No permission for " + e.getFile();
        default -> failure.getMessage();
      };
    }
  }
}
