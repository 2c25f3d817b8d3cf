package io.plumbline.engine.cli;

import io.plumbline.engine.service.Distribution;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * A distribution as a program: exit code 0 after a clean stop, 1 after any error, 2 for wrong
 * usage. Errors are one message on standard error.
 */
public final class Program {
  private Program() {}

  /** Runs the program and exits. Only a main method calls this. */
  public static void main(Distribution distribution, String... arguments) {
    CompletableFuture<Void> stop = new CompletableFuture<>();
    CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    // A JVM that a signal stops exits with 128 + its number. A service that was asked to stop and
    // did has not failed, so the hook waits for the orderly end and exits with its code.
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(() -> {
                  stop.complete(null);
                  Runtime.getRuntime().halt(exitCode.join());
                }));
    int code = 1;
    try {
      code =
          run(
              distribution,
              System.getenv(),
              new PrintWriter(System.out, true, StandardCharsets.UTF_8),
              new PrintWriter(System.err, true, StandardCharsets.UTF_8),
              stop,
              arguments);
    } finally {
      exitCode.complete(code);
    }
    System.exit(code);
  }

  /** Runs the program until it ends or {@code stop} is done; returns the exit code. */
  static int run(
      Distribution distribution,
      Map<String, String> environment,
      PrintWriter out,
      PrintWriter err,
      CompletableFuture<Void> stop,
      String... arguments) {
    CommandLine commands =
        new CommandLine(new RunCommand(distribution, environment, stop))
            .setCommandName(distribution.command())
            .setOut(out)
            .setErr(err)
            .setUsageHelpWidth(100)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((failure, _, _) -> report(failure, err));
    commands.getCommandSpec().usageMessage().description(distribution.description());
    commands.getCommandSpec().version(distribution.name() + " version " + distribution.version());
    int code = commands.execute(arguments);
    out.flush();
    return code;
  }

  private static int report(Exception failure, PrintWriter err) {
    if (failure instanceof RuntimeException bug) {
      Logger log = LoggerFactory.getLogger(Program.class);
      log.error("The program failed because of a bug in it", bug);
    }
    err.println("Error: " + failure.getMessage());
    return 1;
  }
}
