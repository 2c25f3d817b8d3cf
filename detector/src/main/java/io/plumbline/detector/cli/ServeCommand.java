package io.plumbline.detector.cli;

import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.web.WebServer;
import io.plumbline.elk.ElasticsearchConnection;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code detector serve}. */
@Command(
    name = "serve",
    description = {
      "Serves a web page: services, anomalies and incidents of the last windows.",
      "POST /api/incidents/ID/ack and /close take {\"by\": \"name\", \"note\": \"text\"}; there are"
          + " no passwords, so let only those reach it who may do that.",
      "Needs nothing but Elasticsearch. Ends with SIGTERM or Ctrl-C."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  detector serve                                 then open http://localhost:8080/",
      "  detector serve --host 0.0.0.0 --port 9000 --window 5s --windows 120"
    })
final class ServeCommand implements Callable<Integer> {
  private static final int PORT_MAX = 65_535;

  @Mixin private final StoreOptions store = new StoreOptions();

  @Option(
      names = "--window",
      paramLabel = "LENGTH",
      defaultValue = "60s",
      description = "Length of a window, as the monitor has it (default: ${DEFAULT-VALUE})")
  private Duration window = Duration.ofSeconds(60);

  @Option(
      names = "--windows",
      paramLabel = "COUNT",
      defaultValue = "60",
      description = "How many of the last windows are shown (default: ${DEFAULT-VALUE})")
  private int windows = 60;

  @Option(
      names = "--query-delay",
      paramLabel = "LENGTH",
      defaultValue = "10s",
      description = "How long after its end a window is complete (default: ${DEFAULT-VALUE})")
  private Duration queryDelay = Duration.ofSeconds(10);

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "localhost",
      description = "Where to listen; 0.0.0.0 for every address (default: ${DEFAULT-VALUE})")
  private String host = "localhost";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Where to listen (default: ${DEFAULT-VALUE})")
  private int port = 8080;

  @Spec private @Nullable CommandSpec spec;
  private final InstantSource clock;
  private final Termination termination;

  ServeCommand(InstantSource clock, Termination termination) {
    this.clock = clock;
    this.termination = termination;
  }

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > PORT_MAX) {
      throw new CommandFailedException("--port must be from 0 to " + PORT_MAX + ": " + port);
    }
    if (windows < 2) {
      throw new CommandFailedException("--windows must be at least 2: " + windows);
    }
    Console console = Console.of(spec);
    try (ElasticsearchConnection connection = store.open();
        WebServer server =
            WebServer.start(
                new InetSocketAddress(host, port),
                connection,
                grid(),
                queryDelay,
                windows,
                clock)) {
      console.note("Serving http://" + host + ":" + server.port() + "/");
      termination.await();
    }
    return 0;
  }

  private WindowGrid grid() throws CommandFailedException {
    try {
      return new WindowGrid(window);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException("--window: " + e.getMessage());
    }
  }
}
