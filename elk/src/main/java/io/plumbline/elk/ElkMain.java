package io.plumbline.elk;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The store's command line: runs a node, installs templates. */
@Command(
    name = "elk",
    mixinStandardHelpOptions = true,
    versionProvider = ElkMain.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Runs a local Elasticsearch node, or prepares any Elasticsearch for Plumbline.",
    subcommands = {InstallCommand.class, NodeCommand.class})
public final class ElkMain {
  private ElkMain() {}

  /** Runs a command and exits with its code: 0 done, 1 failed, 2 wrong usage. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new ElkMain()).setExecutionExceptionHandler(ElkMain::report);
  }

  /** A failure is said in its own words; its type is named where it has none. */
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
      @Nullable String version = ElkMain.class.getPackage().getImplementationVersion();
      return new String[] {"elk " + (version == null ? "0-SNAPSHOT" : version)};
    }
  }
}
