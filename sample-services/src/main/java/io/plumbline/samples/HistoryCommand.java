package io.plumbline.samples;

import io.plumbline.samples.history.History;
import io.plumbline.samples.telemetry.ExportStats;
import java.io.Console;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends past telemetry. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = SamplesMain.Version.class,
    description = {
      "Sends hours of past telemetry of the healthy services as fast as it is taken, so that a"
          + " model can be trained at once. It is like what the running services send under the"
          + " same --rate, --day and --swing, with metrics every OTEL_METRIC_EXPORT_INTERVAL.",
      "Waits for the receiver rather than dropping; exits with 1 when items could not be delivered."
    })
final class HistoryCommand implements Callable<Integer> {
  private static final double HOURS_MAX = 24 * 366;

  private final Termination termination;

  @Option(
      names = "--hours",
      paramLabel = "N",
      required = true,
      description = "How many hours, such as 24 or 0.5.")
  private double hours;

  @Mixin private RateOptions load = new RateOptions();

  @Option(
      names = "--end",
      paramLabel = "INSTANT",
      description = "When it ends, such as 2026-01-31T12:00:00Z (default: now).")
  private @Nullable Instant end;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "The same seed, end and options give the same telemetry (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--patience",
      paramLabel = "D",
      defaultValue = "30s",
      description =
          "How long to try again when the receiver fails or refuses (default: ${DEFAULT-VALUE}).")
  private Duration patience = Duration.ofSeconds(30);

  @Option(
      names = "--stats",
      paramLabel = "FILE",
      description = "Where to write, at the end, how many items were delivered.")
  private @Nullable Path stats;

  HistoryCommand(Termination termination) {
    this.termination = termination;
  }

  @Override
  public Integer call() throws Exception {
    if (!(hours > 0) || hours > HOURS_MAX) {
      throw new IllegalArgumentException("--hours must be above 0 and up to " + HOURS_MAX);
    }
    Instant until = end == null ? Instant.now() : end;
    Duration length = Duration.ofMillis(Math.round(hours * 3_600_000));
    History.Settings settings =
        new History.Settings(
            until.minus(length), until, load.ratePerSecond(), load.shape(), seed, patience);
    AtomicBoolean stopped = new AtomicBoolean();
    termination.whenAsked(() -> stopped.set(true));
    long started = System.nanoTime();
    History history = new History(settings, _ -> {});
    try (history) {
      boolean complete = run(history, settings, stopped);
      report(history.stats(), (System.nanoTime() - started) / 1e9);
      if (!complete) {
        System.err.println("history: stopped before its end");
        return 1;
      }
      return 0;
    } finally {
      if (stats != null) {
        history.stats().write(stats);
      }
    }
  }

  private static boolean run(History history, History.Settings settings, AtomicBoolean stopped) {
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
      return history.run(_ -> !stopped.get());
    }
    long seconds = Duration.between(settings.start(), settings.end()).toSeconds();
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("history")
            .setInitialMax(seconds)
            .setStyle(ProgressBarStyle.ASCII)
            .build()) {
      return history.run(instant -> {
        bar.stepTo(Duration.between(settings.start(), instant).toSeconds());
        return !stopped.get();
      });
    }
  }

  private static void report(ExportStats stats, double seconds) {
    System.out.printf(
        Locale.ROOT,
        "delivered %,d spans, %,d metric points, %,d log records in %.1f s (%,.0f spans/s)%n",
        stats.spans().sent(),
        stats.metricPoints().sent(),
        stats.logRecords().sent(),
        seconds,
        stats.spans().sent() / seconds);
  }
}
