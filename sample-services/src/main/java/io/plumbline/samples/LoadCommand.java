package io.plumbline.samples;

import io.plumbline.samples.load.LoadSummary;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Generates load until its time is over, SIGTERM or SIGINT. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = SamplesMain.Version.class,
    description =
        "Generates load on frontend in an open loop: requests leave at their arrival times, whether"
            + " or not earlier ones were answered. Sends no telemetry of its own.")
final class LoadCommand implements Callable<Integer> {
  private final Termination termination;

  @Mixin private LoadOptions load = new LoadOptions();

  @Option(
      names = "--target",
      paramLabel = "URL",
      defaultValue = "http://localhost:8081",
      description = "Where frontend listens (default: ${DEFAULT-VALUE}).")
  private URI target = URI.create("http://localhost:8081");

  @Option(
      names = "--stats",
      paramLabel = "FILE",
      description = "Where to write the counts of requests at the end.")
  private @Nullable Path stats;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "Where to append the start and end of each traffic fault as JSON lines.")
  private @Nullable Path truth;

  LoadCommand(Termination termination) {
    this.termination = termination;
  }

  @Override
  public Integer call() throws Exception {
    LoadSummary summary = load.run(target, truth, termination);
    System.out.print(summary.toText());
    LoadOptions.writeStats(summary, stats);
    return 0;
  }
}
