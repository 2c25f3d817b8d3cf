package io.plumbline.demo;

import io.plumbline.elk.node.LocalElasticsearch;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a run and how each is started and stopped. The order of the methods is the order of
 * a run: store, gateway, agent, services, load, history, detector; then the detector, load,
 * services, agent and gateway stop, each handing on what it holds, before anything is counted.
 */
final class DemoSystem {
  static final Duration WINDOW = Duration.ofSeconds(5);
  static final Duration QUERY_DELAY = Duration.ofSeconds(4);

  /** What the sender of the history is called, and its instance of each service. */
  static final String HISTORY = "history";

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final String RATE = "14";
  private static final String DAY = "24m";

  /**
   * Less than usual: what half an hour teaches has no time of day, so that a drop by day would look
   * like any night.
   */
  private static final String SWING = "0.4";

  private final Path home;
  private final RunFolder folder;
  private final Addresses addresses;
  private final Processes processes;
  private final LocalElasticsearch store;
  private final Duration history;
  private final Map<String, ChildProcess> children = new HashMap<>();

  DemoSystem(
      Path home,
      RunFolder folder,
      Addresses addresses,
      Processes processes,
      LocalElasticsearch store,
      Duration history) {
    this.home = home;
    this.folder = folder;
    this.addresses = addresses;
    this.processes = processes;
    this.store = store;
    this.history = history;
  }

  void startCollectors() throws InterruptedException {
    ChildProcess gateway =
        start(
            "gateway",
            Map.of(
                "PLUMBLINE_OTLP_GRPC", Addresses.hostPort(addresses.gatewayGrpc()),
                "PLUMBLINE_OTLP_HTTP", Addresses.hostPort(addresses.gatewayHttp()),
                "PLUMBLINE_METRICS_HOST", "127.0.0.1",
                "PLUMBLINE_METRICS_PORT", String.valueOf(addresses.gatewayMetrics()),
                "PLUMBLINE_HEALTH", Addresses.hostPort(addresses.gatewayHealth()),
                "PLUMBLINE_SAMPLING_PERCENTAGE", "50",
                "PLUMBLINE_DEAD_LETTER_DIR", folder.deadLetters().toString(),
                "ELASTICSEARCH_URL", store.uri().toString()),
            "gateway",
            "--config",
            home.resolve("otel-config/gateway.yaml").toString(),
            "--metrics-at-exit",
            folder.metrics("gateway").toString());
    ChildProcess agent =
        start(
            "agent",
            Map.of(
                "PLUMBLINE_OTLP_GRPC", Addresses.hostPort(addresses.agentGrpc()),
                "PLUMBLINE_OTLP_HTTP", Addresses.hostPort(addresses.agentHttp()),
                "PLUMBLINE_METRICS_HOST", "127.0.0.1",
                "PLUMBLINE_METRICS_PORT", String.valueOf(addresses.agentMetrics()),
                "PLUMBLINE_HEALTH", Addresses.hostPort(addresses.agentHealth()),
                "PLUMBLINE_GATEWAY", Addresses.hostPort(addresses.gatewayGrpc())),
            "agent",
            "--config",
            home.resolve("otel-config/agent.yaml").toString(),
            "--metrics-at-exit",
            folder.metrics("agent").toString());
    processes.awaitAnswer(gateway, Addresses.http(addresses.gatewayHealth(), "/"), START_PATIENCE);
    processes.awaitAnswer(agent, Addresses.http(addresses.agentHealth(), "/"), START_PATIENCE);
  }

  void startServices() throws InterruptedException {
    startService("service-b", addresses.serviceB(), 0);
    startService("service-a", addresses.serviceA(), addresses.serviceB());
    startService("frontend", addresses.frontend(), addresses.serviceA());
    for (String name : new String[] {"service-b", "service-a", "frontend"}) {
      processes.awaitAnswer(child(name), control(name, "/faults"), START_PATIENCE);
    }
    ChildProcess load =
        start(
            "load",
            Map.of(),
            "samples",
            "load",
            "--target",
            Addresses.http(addresses.frontend(), "").toString(),
            "--control-port",
            String.valueOf(addresses.load()),
            "--rate",
            RATE,
            "--day",
            DAY,
            "--swing",
            SWING);
    processes.awaitAnswer(load, control("load", "/faults"), START_PATIENCE);
  }

  private void startService(String name, int port, int downstream) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "samples",
                name,
                "--port",
                String.valueOf(port),
                "--stats",
                folder.stats(name).toString()));
    if (downstream != 0) {
      arguments.addAll(List.of("--downstream", Addresses.http(downstream, "").toString()));
    }
    start(name, sdkEnvironment(), arguments.toArray(String[]::new));
  }

  /**
   * Sends the past that ends where the live telemetry began; returns when the agent has all of it.
   */
  void sendHistory(Instant end) throws InterruptedException {
    Map<String, String> environment = new HashMap<>(sdkEnvironment());
    environment.put("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=" + HISTORY);
    ChildProcess sender =
        start(
            HISTORY,
            environment,
            "samples",
            "history",
            "--hours",
            String.valueOf(history.toSeconds() / 3600.0),
            "--rate",
            RATE,
            "--day",
            DAY,
            "--swing",
            SWING,
            "--end",
            end.toString(),
            "--stats",
            folder.stats(HISTORY).toString());
    processes.awaitSuccess(sender);
  }

  /** Trains on the history alone: what was live meanwhile is the noise of starting up. */
  void train(Instant historyEnd) throws InterruptedException {
    ChildProcess train =
        start(
            "train",
            Map.of(),
            "detector",
            "train",
            "--elasticsearch",
            store.uri().toString(),
            "--window",
            seconds(WINDOW),
            "--from",
            historyEnd.minus(history).plus(WINDOW).toString(),
            "--to",
            historyEnd.toString());
    processes.awaitSuccess(train);
  }

  /** Monitors from now on: what was before is the noise of starting up. */
  void startDetector(Instant now) throws InterruptedException {
    start(
        "monitor",
        Map.of(),
        "detector",
        "monitor",
        "--elasticsearch",
        store.uri().toString(),
        "--window",
        seconds(WINDOW),
        "--query-delay",
        seconds(QUERY_DELAY),
        "--from",
        now.toString(),
        "--metrics-port",
        "0",
        "--close-after",
        "2");
    ChildProcess web =
        start(
            "web",
            Map.of(),
            "detector",
            "serve",
            "--elasticsearch",
            store.uri().toString(),
            "--window",
            seconds(WINDOW),
            "--query-delay",
            seconds(QUERY_DELAY),
            "--port",
            String.valueOf(addresses.web()));
    processes.awaitAnswer(web, Addresses.http(addresses.web(), "/"), START_PATIENCE);
  }

  /** Where a sample service, or {@code load}, takes its orders. */
  URI control(String owner, String path) {
    int port =
        switch (owner) {
          case "frontend" -> addresses.frontend();
          case "service-a" -> addresses.serviceA();
          case "service-b" -> addresses.serviceB();
          case "load" -> addresses.load();
          default -> throw new IllegalArgumentException("not a sample process: " + owner);
        };
    return Addresses.http(port, path);
  }

  void check() {
    processes.check();
  }

  /**
   * The detector first: it is not to see the services go. Then each hop after the one that sends to
   * it.
   */
  void drain() throws InterruptedException {
    for (String name :
        new String[] {
          "monitor", "load", "frontend", "service-a", "service-b", "agent", "gateway"
        }) {
      processes.stop(child(name));
    }
  }

  private ChildProcess start(String name, Map<String, String> environment, String... arguments) {
    ChildProcess child = processes.start(name, environment, arguments);
    children.put(name, child);
    return child;
  }

  private ChildProcess child(String name) {
    ChildProcess child = children.get(name);
    if (child == null) {
      throw new IllegalStateException("not started: " + name);
    }
    return child;
  }

  private Map<String, String> sdkEnvironment() {
    return Map.of(
        "OTEL_EXPORTER_OTLP_ENDPOINT", Addresses.http(addresses.agentGrpc(), "").toString(),
        "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
        "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "delta",
        "OTEL_METRIC_EXPORT_INTERVAL", String.valueOf(WINDOW.toMillis()),
        "OTEL_BSP_SCHEDULE_DELAY", "500",
        "OTEL_BLRP_SCHEDULE_DELAY", "500");
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + "s";
  }
}
