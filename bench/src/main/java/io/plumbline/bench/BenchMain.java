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
    // Otherwise the JDK's HTTP server holds the ends of its answers back for 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new BenchMain()).setCaseInsensitiveEnumValuesAllowed(true);
  }
}
