package io.plumbline.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code plumbline bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = RunCommand.class,
    description = "Measures collectors against each other.")
public final class BenchMain {
  private BenchMain() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new BenchMain()).setCaseInsensitiveEnumValuesAllowed(true);
  }
}
