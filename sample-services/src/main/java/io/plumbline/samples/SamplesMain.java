package io.plumbline.samples;

import io.plumbline.samples.service.Role;
import io.plumbline.samples.work.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The sample services' command line. */
@Command(
    name = "samples",
    mixinStandardHelpOptions = true,
    versionProvider = SamplesMain.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Three services to observe, frontend -> service-a -> service-b, with load, faults and"
          + " history.",
      "Their telemetry goes where the standard OTEL_* environment variables say, by default to"
          + " http://localhost:4317."
    })
public final class SamplesMain {
  /** The SDK's own log, a line each: time, level, message; without the stack traces it adds. */
  private static final String LOG_LINE = "%1$tFT%1$tT %4$s %5$s%n";

  private SamplesMain() {}

  /** Runs a command and exits with its code: 0 done, 1 failed, 2 wrong usage. */
  public static void main(String[] args) {
    System.setProperty("java.util.logging.SimpleFormatter.format", LOG_LINE);
    Termination termination = new Termination();
    termination.install();
    termination.exit(commandLine(termination).execute(args));
  }

  static CommandLine commandLine(Termination termination) {
    CommandLine root = new CommandLine(new SamplesMain());
    for (Role role : Role.values()) {
      root.addSubcommand(role.serviceName(), ServiceCommand.of(role, termination));
    }
    return root.addSubcommand("load", new LoadCommand(termination))
        .addSubcommand("fault", FaultCommand.of(termination))
        .addSubcommand("history", new HistoryCommand(termination))
        .addSubcommand("run", new RunCommand(termination))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, SamplesMain::duration)
        .setExecutionExceptionHandler(SamplesMain::report);
  }

  private static Duration duration(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /** A failure is said in one line; its type is named where the message alone says too little. */
  private static int report(
      Exception failure, CommandLine command, CommandLine.ParseResult parseResult) {
    String message = failure.getMessage();
    command
        .getErr()
        .println(
            command.getCommandName() + ": " + (message == null ? failure.toString() : message));
    return 1;
  }

  /** The version that Maven wrote into the jar's manifest, if it was started from one. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      @Nullable String version = SamplesMain.class.getPackage().getImplementationVersion();
      return new String[] {"samples " + (version == null ? "0-SNAPSHOT" : version)};
    }
  }
}
