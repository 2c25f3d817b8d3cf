package io.plumbline.detector.cli;

import io.plumbline.detector.monitor.MonitorSettings;
import io.plumbline.detector.time.Pause;
import io.plumbline.detector.training.TrainedModel;
import io.plumbline.elk.ElasticsearchConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code detector all}. */
@Command(
    name = "all",
    description = {
      "Collects and trains on what is stored, then monitors, and trains again now and then.",
      "With --target it also makes those services fail while it monitors, and ends when the last"
          + " fault is over and its windows are scored; without, it runs until it is stopped."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  detector all --last 1h --window 5s --query-delay 5s",
      "  detector all --last 1h --window 5s --target http://localhost:8083 --fault cpu-hog"
    })
final class AllCommand implements Callable<Integer> {
  /** Windows scored after the last fault, so that its incident can end. */
  private static final int WINDOWS_AFTER = 6;

  @Mixin private final StoreOptions store = new StoreOptions();
  @Mixin private final RangeOptions range = new RangeOptions();
  @Mixin private final LateOptions late = new LateOptions();
  @Mixin private final ModelOptions modelOptions = new ModelOptions();
  @Mixin private final MonitorOptions monitorOptions = new MonitorOptions();
  @Mixin private final ConfigOptions config = new ConfigOptions();
  @Mixin private final RefitOptions refit = new RefitOptions();
  @Mixin private final MeterOptions metrics = new MeterOptions();
  @Mixin private final FaultOptions faults = new FaultOptions();

  @Option(
      names = "--target",
      paramLabel = "URL",
      split = ",",
      description = "Services to have faults in while monitoring")
  private List<URI> targets = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON instead of sentences")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;
  private final InstantSource clock;
  private final Termination termination;

  AllCommand(InstantSource clock, Termination termination) {
    this.clock = clock;
    this.termination = termination;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    ConfigOptions.Config read = config.read();
    MonitorOutput output = new MonitorOutput(console, json);
    try (ElasticsearchConnection connection = store.connect();
        Reporting reporting =
            Reporting.start(read.alerts(), metrics, connection, clock, output, console)) {
      RangeOptions.Range trained = range.range(clock.instant());
      TrainedModel model =
          new Training(connection, clock, console, read.metrics()).run(trained, modelOptions, json);
      MonitorSettings settings =
          new MonitorSettings(
              model.grid(),
              range.queryDelay(),
              late.lateData(model.grid()),
              monitorOptions.incidents(),
              read.rules(),
              read.objectives(),
              model.to(),
              null);
      Monitoring monitoring = new Monitoring(connection, settings, clock, reporting.listener());
      try (Background _ = refit.start(connection, clock, range.queryDelay(), reporting)) {
        monitor(monitoring, model.grid().length(), console);
      }
    }
    return 0;
  }

  private void monitor(Monitoring monitoring, Duration window, Console console) throws Exception {
    if (targets.isEmpty()) {
      monitoring.run(termination);
      return;
    }
    FutureTask<@Nullable Instant> failing = new FutureTask<>(() -> fail(console));
    Thread.ofVirtual().name("faults").start(failing);
    monitoring.run(untilOver(failing, window));
    termination.ask();
    requireSuccess(failing);
  }

  private static void requireSuccess(FutureTask<?> task) throws Exception {
    try {
      task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception failure ? failure : e;
    }
  }

  /** Has the faults; returns when the last of them was over. */
  private Instant fail(Console console) throws Exception {
    faults.run(targets, termination, console);
    return clock.instant();
  }

  /** A pause that also ends the monitor once all windows of the last fault must be scored. */
  private Pause untilOver(FutureTask<@Nullable Instant> failing, Duration window) {
    Duration rest = window.multipliedBy(WINDOWS_AFTER).plus(range.queryDelay());
    return time -> {
      boolean stopped = termination.pass(time);
      if (stopped || !failing.isDone()) {
        return stopped;
      }
      if (failing.state() == FutureTask.State.FAILED) {
        return true;
      }
      Instant end = failing.resultNow();
      return end == null || clock.instant().isAfter(end.plus(rest));
    };
  }
}
