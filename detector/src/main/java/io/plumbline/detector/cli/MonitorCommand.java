package io.plumbline.detector.cli;

import io.plumbline.detector.monitor.MonitorSettings;
import io.plumbline.elk.ElasticsearchConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code detector monitor}. */
@Command(
    name = "monitor",
    description = {
      "Scores every window once it is final and writes anomalies and incidents.",
      "Goes on after the last window it has scored; the first time, after the training. Waits"
          + " while Elasticsearch is away. Ends with SIGTERM or Ctrl-C."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  detector monitor",
      "  detector monitor --window 5s --query-delay 5s --close-after 3",
      "  detector monitor --config detector.yaml              tell people, too",
      "  detector monitor --once                              score what is final, then end",
      "  detector monitor --from 2026-01-31 --until 2026-02-01  score a day again"
    })
final class MonitorCommand implements Callable<Integer> {
  @Mixin private final StoreOptions store = new StoreOptions();
  @Mixin private final LateOptions late = new LateOptions();
  @Mixin private final MonitorOptions options = new MonitorOptions();
  @Mixin private final ConfigOptions config = new ConfigOptions();
  @Mixin private final RefitOptions refit = new RefitOptions();
  @Mixin private final MeterOptions metrics = new MeterOptions();
  @Mixin private final WindowOption window = new WindowOption();
  @Mixin private final DelayOption delay = new DelayOption();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Score from here on instead of after the last scored window")
  private @Nullable Instant from;

  @Option(names = "--until", paramLabel = "TIME", description = "End after the window before this")
  private @Nullable Instant until;

  @Option(names = "--once", description = "Score what is final now, then end")
  private boolean once;

  @Option(names = "--json", description = "Print JSON lines instead of sentences")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;
  private final InstantSource clock;
  private final Termination termination;

  MonitorCommand(InstantSource clock, Termination termination) {
    this.clock = clock;
    this.termination = termination;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    ConfigOptions.Config read = config.read();
    MonitorSettings settings =
        new MonitorSettings(
            window.grid(),
            delay.length(),
            late.lateData(window.grid()),
            options.incidents(),
            read.rules(),
            read.objectives(),
            from,
            until);
    MonitorOutput output = new MonitorOutput(console, json);
    try (ElasticsearchConnection connection = store.open();
        Reporting reporting =
            Reporting.start(
                read.alerts(), once ? null : metrics, connection, clock, output, console)) {
      Monitoring monitoring = new Monitoring(connection, settings, clock, reporting.listener());
      if (once) {
        connection.check();
        monitoring.runOnce();
      } else {
        try (Background _ = refit.start(connection, clock, delay.length(), reporting)) {
          monitoring.run(termination);
        }
      }
    }
    return 0;
  }
}
