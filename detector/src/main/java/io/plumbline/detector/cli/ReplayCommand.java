package io.plumbline.detector.cli;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.monitor.ForwardingMonitorListener;
import io.plumbline.detector.monitor.MonitorSettings;
import io.plumbline.detector.monitor.Replay;
import io.plumbline.detector.search.Search;
import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.store.TemplateStore;
import io.plumbline.detector.training.TrainedModel;
import io.plumbline.elk.ElasticsearchConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code detector replay}. */
@Command(
    name = "replay",
    description = {
      "Judges a stretch of the past with the model in use, as the monitor would have, as fast as it"
          + " goes.",
      "Prints what the monitor would have found and stores nothing."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  detector replay 2026-01-31 2026-02-01",
      "  detector replay 2026-01-31T08:00:00Z 2026-01-31T10:00:00Z --json"
    })
final class ReplayCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FROM", description = "Start, such as 2026-01-31T08:00:00Z")
  private Instant from = Instant.EPOCH;

  @Parameters(index = "1", paramLabel = "TO", description = "End")
  private Instant to = Instant.EPOCH;

  @Mixin private final StoreOptions store = new StoreOptions();
  @Mixin private final MonitorOptions options = new MonitorOptions();
  @Mixin private final ConfigOptions config = new ConfigOptions();

  @Option(names = "--json", description = "Print JSON lines instead of sentences")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;
  private final InstantSource clock;

  ReplayCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    ConfigOptions.Config read = config.read();
    try (ElasticsearchConnection connection = store.connect()) {
      Documents documents = new Documents(connection);
      TrainedModel model = new ModelStore(documents).loadCurrent();
      Instant start = model.grid().floor(from);
      Instant end = model.grid().floor(to.isAfter(clock.instant()) ? clock.instant() : to);
      if (!start.isBefore(end)) {
        throw new CommandFailedException(
            "There is no whole window of "
                + model.grid().seconds()
                + " s from "
                + from
                + " to "
                + to);
      }
      MonitorSettings settings =
          new MonitorSettings(
              model.grid(),
              Duration.ZERO,
              Duration.ZERO,
              options.incidents(),
              read.rules(),
              read.objectives(),
              start,
              end);
      long windows = Duration.between(start, end).dividedBy(model.grid().length());
      try (Console.Progress progress = console.progress("Judging windows", windows)) {
        Counter counter = new Counter(new MonitorOutput(console, json), progress);
        long began = System.nanoTime();
        new Replay(
                settings,
                new Search(connection),
                model,
                new TemplateStore(documents, model.grid()).load(model.id()),
                counter)
            .run(start, end);
        console.note(
            counter.summary(windows, model.services().size(), (System.nanoTime() - began) / 1e9));
      }
    }
    return 0;
  }

  /** Counts what is found, and passes it on. */
  private static final class Counter extends ForwardingMonitorListener {
    private final Console.Progress progress;
    private final Set<String> incidents = new HashSet<>();
    private long odd;

    Counter(MonitorOutput next, Console.Progress progress) {
      super(next);
      this.progress = progress;
    }

    String summary(long windows, int services, double seconds) {
      return String.format(
          Locale.ROOT,
          "%,d windows of %,d services in %.1f s (%,.0f a second): %,d are odd, %,d incidents",
          windows,
          services,
          seconds,
          windows * services / seconds,
          odd,
          incidents.size());
    }

    @Override
    public void scored(Window window, List<ScoredWindow> oddOnes, List<Incident> changed) {
      odd += oddOnes.size();
      changed.forEach(one -> incidents.add(one.id()));
      progress.advance(1);
      super.scored(window, oddOnes, changed);
    }
  }
}
