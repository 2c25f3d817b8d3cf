package io.plumbline.detector.cli;

import io.plumbline.detector.web.WebServer;
import io.plumbline.elk.ElasticsearchConnection;
import java.net.InetSocketAddress;
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
  @Mixin private final StoreOptions store = new StoreOptions();
  @Mixin private final WindowOption window = new WindowOption();
  @Mixin private final DelayOption delay = new DelayOption();

  @Option(
      names = "--windows",
      paramLabel = "COUNT",
      defaultValue = "60",
      description = "How many of the last windows are shown (default: ${DEFAULT-VALUE})")
  private int windows = 60;

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
    InetSocketAddress address = ListenAddress.of("--host", host, "--port", port);
    if (windows < 2) {
      throw new CommandFailedException("--windows must be at least 2: " + windows);
    }
    Console console = Console.of(spec);
    try (ElasticsearchConnection connection = store.open();
        WebServer server =
            WebServer.start(address, connection, window.grid(), delay.length(), windows, clock)) {
      console.note("Serving http://" + host + ":" + server.port() + "/");
      termination.await();
    }
    return 0;
  }
}
