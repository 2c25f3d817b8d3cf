package io.plumbline.demo;

import io.plumbline.elk.ElasticsearchConnection;
import io.plumbline.elk.node.LocalElasticsearch;
import io.plumbline.elk.node.NodeOptions;
import io.plumbline.elk.template.InstallOptions;
import io.plumbline.elk.template.TemplateInstaller;
import io.plumbline.engine.cli.DurationConverter;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code plumbline demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the whole system on this machine and breaks it.",
      "",
      "Starts a local Elasticsearch, the gateway, the agent, three sample services and load, each a"
          + " process of its own; sends some history, trains, monitors, switches on one"
          + " fault after the other and shows what the detector says about each, here and on a web"
          + " page.",
      ""
    },
    footer = {
      "",
      "Exit code 0: the ledger balances to the item and every fault was reported against the right"
          + " service.",
      "Exit code 1: something failed, was lost, or was not found. 2: wrong usage.",
      "",
      "Examples:",
      "  plumbline demo                   until Ctrl-C",
      "  plumbline demo --for 4m          ends by itself, with a ledger and a verdict",
      "  plumbline demo --port 9000 --keep"
    })
public final class DemoMain implements Callable<Integer> {
  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "End by itself after about this long, for example 4m or 10m. Default: run until Ctrl-C.")
  private Duration runFor = Duration.ZERO;

  @Option(
      names = "--history",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "30m",
      description =
          "How much past telemetry is sent to learn from, at least 10m. Default: ${DEFAULT-VALUE}.")
  private Duration history = Duration.ofMinutes(30);

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description =
          "Where the web page is served, on the loopback address. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--keep",
      description = "Keep the data of Elasticsearch below the run's folder when the demo ends.")
  private boolean keep;

  private static final Logger OPEN_TELEMETRY =
      Logger.getLogger("io.opentelemetry.api.GlobalOpenTelemetry");

  private DemoMain() {}

  public static void main(String[] arguments) {
    // The Elasticsearch client looks for an OpenTelemetry SDK and finds the sample services' on the
    // class path.
    OPEN_TELEMETRY.setLevel(Level.WARNING);
    System.exit(new CommandLine(new DemoMain()).execute(arguments));
  }

  @Override
  public Integer call() {
    Path home = Path.of(System.getenv().getOrDefault("PLUMBLINE_HOME", ".")).toAbsolutePath();
    InstantSource clock = InstantSource.system();
    try {
      RunFolder folder = RunFolder.create(home, clock.instant());
      List<String> problems = Preflight.problems(home, folder.path(), port, runFor, history);
      if (!problems.isEmpty()) {
        problems.forEach(problem -> System.err.println("plumbline demo: " + problem));
        return 1;
      }
      Stopper stopper = Stopper.install(Thread.currentThread());
      try {
        return run(home, folder, clock) ? 0 : 1;
      } catch (InterruptedException _) {
        System.err.println("\nStopped.");
        return 130;
      } finally {
        if (keep) {
          System.err.println(
              "The data is kept: ./plumbline elk node --keep " + folder.storeData() + " serves it");
        }
        stopper.done();
      }
    } catch (DemoException | IOException e) {
      System.err.println("plumbline demo: " + e.getMessage());
      return 1;
    }
  }

  private boolean run(Path home, RunFolder folder, InstantSource clock)
      throws IOException, InterruptedException {
    Instant started = clock.instant();
    @Nullable Instant end = runFor.isZero() ? null : started.plus(runFor);
    View view = new View(System.out, isTerminal());
    Http http = new Http();
    Addresses addresses = Addresses.find(port);
    Steps steps = new Steps(view, clock, started);
    view.news("Logs of this run: " + folder.path());
    steps.begin("Elasticsearch");
    try (LocalElasticsearch store = LocalElasticsearch.start(storeOptions(folder));
        Processes processes = new Processes(home, folder, http)) {
      DemoSystem system = new DemoSystem(home, folder, addresses, processes, store, history);
      try (ElasticsearchConnection connection =
          ElasticsearchConnection.open(store.uri().toString())) {
        var _ = new TemplateInstaller(connection, InstallOptions.DEFAULT).install();
        steps.begin("gateway and agent");
        system.startCollectors();
        steps.begin("sample services and load");
        Instant live = clock.instant();
        system.startServices();
        steps.begin(history.toMinutes() + " minutes of history");
        system.sendHistory(live);
        new StoreCounts(connection.client())
            .awaitHistory(DemoSystem.HISTORY, LedgerReader.historyLogRecords(folder));
        steps.begin("training");
        system.train(live);
        steps.begin("monitor and web page");
        system.startDetector(clock.instant());
        steps.begin("ready: open http://127.0.0.1:" + port + "/");
        DemoRun run =
            new DemoRun(
                system, http, Addresses.http(addresses.web(), "/api/overview"), clock, view);
        List<InjectedFault> injected = run.tell(end);
        List<Incident> incidents = run.incidents();
        view.result("\nStopping, and counting what was stored ...");
        system.drain();
        Ledger ledger = LedgerReader.read(folder, new StoreCounts(connection.client()));
        Verdict verdict = Verdict.of(ledger, injected, incidents);
        view.result(verdict.text());
        return verdict.good();
      }
    }
  }

  // Since JDK 25 there is no console when the output is not a terminal, as before JDK 22.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private NodeOptions storeOptions(RunFolder folder) {
    NodeOptions options = keep ? NodeOptions.keptIn(folder.storeData()) : NodeOptions.DISCARDED;
    return options.withLogFile(folder.log("elasticsearch"));
  }
}
