package io.plumbline.demo.deployment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Whether what the compose file names exists, and agrees with the images and configurations. */
final class ComposeCheck {
  private static final String FILE = "docker-compose.yml";
  private static final Pattern ADDRESS =
      Pattern.compile("(?:https?://|^)([a-z][a-z0-9-]*):([0-9]+)(?:/|$)");

  /** Ports of images of others, from their documentation. */
  private static final Map<String, Integer> OTHERS_PORTS =
      Map.of("elasticsearch", 9200, "kibana", 5601);

  /** Variables of images of others, from their documentation. */
  private static final Set<String> OTHERS_VARIABLES =
      Set.of(
          "discovery.type",
          "xpack.security.enabled",
          "ES_JAVA_OPTS",
          "ELASTICSEARCH_HOSTS",
          "SERVER_PUBLICBASEURL",
          "TELEMETRY_OPTIN");

  /** Of the OpenTelemetry specification, "Environment variable specification" and OTLP exporter. */
  private static final Set<String> SDK_VARIABLES =
      Set.of(
          "OTEL_RESOURCE_ATTRIBUTES",
          "OTEL_SERVICE_NAME",
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          "OTEL_EXPORTER_OTLP_PROTOCOL",
          "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
          "OTEL_METRIC_EXPORT_INTERVAL",
          "OTEL_BSP_SCHEDULE_DELAY",
          "OTEL_BLRP_SCHEDULE_DELAY");

  private final RepositoryFiles files;
  private final Map<?, ?> compose;
  private final Map<String, ComposeService> services;
  private final List<String> problems = new ArrayList<>();

  ComposeCheck(RepositoryFiles files) {
    this.files = files;
    this.compose = ComposeService.yaml(files.read(FILE));
    this.services = ComposeService.read(compose, ImageTarget.read(files.read("Dockerfile")));
  }

  List<String> problems() {
    Set<String> published = new HashSet<>();
    for (ComposeService service : services.values()) {
      checkImage(service);
      checkDependencies(service);
      checkVolumesAndNetworks(service);
      checkEnvironment(service);
      checkAddresses(service);
      for (String port : service.ports()) {
        checkPort(service, port.split(":", -1), published);
      }
    }
    for (String name : services.keySet()) {
      require(!reaches(name, name, new HashSet<>()), name + " waits for itself");
    }
    return problems;
  }

  private void checkImage(ComposeService service) {
    String name = service.name();
    if (service.isOurs()) {
      require(service.target() != null, name + " is no target of the Dockerfile");
      boolean built =
          services.values().stream()
              .anyMatch(other -> other.isBuilt() && other.image().equals(service.image()));
      require(built, name + " has an image that no service builds: " + service.image());
      String mainClass = service.entrypoint().isEmpty() ? "" : service.entrypoint().getLast();
      require(files.hasClass(mainClass), name + " starts no class: " + mainClass);
      return;
    }
    String tag = service.image().substring(service.image().lastIndexOf(':') + 1);
    if (!tag.matches("[0-9]+\\.[0-9]+\\.[0-9]+")) {
      problems.add(FILE + ": " + name + " has no fixed version: " + tag);
      return;
    }
    if (service.image().startsWith("docker.elastic.co/")) {
      for (String property : List.of("elasticsearch.node.version", "elasticsearch-java.version")) {
        String ours = files.property(property);
        require(minor(tag).equals(minor(ours)), name + " is " + tag + ", " + property + " " + ours);
      }
    }
  }

  private static String minor(String version) {
    return version.substring(0, version.lastIndexOf('.'));
  }

  private void checkDependencies(ComposeService service) {
    service
        .dependencies()
        .forEach((on, condition) -> {
          ComposeService other = services.get(on);
          if (other == null) {
            problems.add(FILE + ": " + service.name() + " waits for no service: " + on);
            return;
          }
          boolean fits =
              switch (condition) {
                case "service_healthy" -> !other.healthcheck().isEmpty();
                case "service_completed_successfully" -> other.ports().isEmpty();
                default -> false;
              };
          require(fits, service.name() + " waits for " + on + " to be " + condition);
        });
  }

  private boolean reaches(String from, String to, Set<String> seen) {
    ComposeService service = services.get(from);
    return service != null
        && service.dependencies().keySet().stream()
            .anyMatch(on -> on.equals(to) || (seen.add(on) && reaches(on, to, seen)));
  }

  private void checkVolumesAndNetworks(ComposeService service) {
    for (String volume : service.volumes()) {
      String source = volume.substring(0, volume.indexOf(':'));
      boolean known =
          source.startsWith("./")
              ? files.exists(source.substring(2))
              : ComposeService.map(compose.get("volumes")).containsKey(source);
      require(known, service.name() + " mounts what does not exist: " + source);
    }
    require(!service.networks().isEmpty(), service.name() + " is in no network");
    for (String network : service.networks()) {
      require(
          ComposeService.map(compose.get("networks")).containsKey(network),
          service.name() + " is in an unknown network: " + network);
    }
  }

  private void checkEnvironment(ComposeService service) {
    Set<String> known = new LinkedHashSet<>(service.isOurs() ? SDK_VARIABLES : OTHERS_VARIABLES);
    for (String volume : service.volumes()) {
      String source = volume.split(":", -1)[0];
      if (source.startsWith("./otel-config/") && files.exists(source.substring(2))) {
        for (ConfigVariable variable : ConfigVariable.in(files.read(source.substring(2)))) {
          known.add(variable.name());
          checkIsSet(service, variable);
        }
        String mounted = volume.split(":", -1)[1];
        require(
            service.command().contains(mounted),
            service.name() + " does not read what is mounted: " + mounted);
      }
    }
    for (String variable : service.environment().keySet()) {
      require(known.contains(variable), service.name() + " sets an unknown variable: " + variable);
    }
  }

  /** A variable whose default is this machine would mean the container itself. */
  private void checkIsSet(ComposeService service, ConfigVariable variable) {
    boolean set =
        service.environment().containsKey(variable.name())
            || (service.target() != null
                && service.target().environment().containsKey(variable.name()));
    require(
        set || !variable.byDefault().contains("localhost"),
        service.name() + " leaves " + variable.name() + " at " + variable.byDefault());
  }

  private void checkAddresses(ComposeService service) {
    List<String> texts = new ArrayList<>(service.command());
    texts.addAll(service.healthcheck());
    texts.addAll(service.environment().values());
    for (String text : texts) {
      for (MatchResult address : ADDRESS.matcher(text).results().toList()) {
        String host = address.group(1);
        ComposeService other = services.get(host.equals("localhost") ? service.name() : host);
        int port = Integer.parseInt(address.group(2));
        require(
            other != null && listens(other, port),
            service.name() + " names an address where nothing listens: " + host + ":" + port);
      }
    }
  }

  private void checkPort(ComposeService service, String[] port, Set<String> published) {
    String shown = service.name() + " publishes " + String.join(":", port);
    require(port.length == 3 && port[0].equals("127.0.0.1"), shown + " to other machines");
    require(published.add(port[port.length - 2]), shown + ", which another service publishes");
    require(
        listens(service, Integer.parseInt(port[port.length - 1])), shown + ", which nobody opens");
  }

  /** An image of ours that serves several services opens the port that the command says. */
  private static boolean listens(ComposeService service, int port) {
    ImageTarget target = service.target();
    if (target == null) {
      return OTHERS_PORTS.getOrDefault(service.name(), -1) == port;
    }
    int option = service.command().indexOf("--port");
    if (option < 0) {
      option = service.command().indexOf("--control-port");
    }
    boolean asked = option < 0 || service.command().get(option + 1).equals("" + port);
    return target.ports().contains(port) && asked;
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      problems.add(FILE + ": " + problem);
    }
  }
}
