package io.plumbline.demo.deployment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A service of the compose file.
 *
 * @param target the target of the Dockerfile that its image is; null for an image of others
 * @param healthcheck the command, from the compose file or the image; empty when there is none
 * @param dependencies the condition by service
 */
record ComposeService(
    String name,
    String image,
    @Nullable ImageTarget target,
    boolean isBuilt,
    List<String> entrypoint,
    List<String> command,
    Map<String, String> environment,
    List<String> ports,
    List<String> volumes,
    List<String> networks,
    List<String> healthcheck,
    Map<String, String> dependencies) {
  private static final String OUR_IMAGES = "plumbline/";

  static Map<?, ?> yaml(String compose) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(compose);
  }

  static Map<String, ComposeService> read(Map<?, ?> compose, Map<String, ImageTarget> targets) {
    Map<String, ComposeService> services = new LinkedHashMap<>();
    for (Map.Entry<?, ?> service : map(compose.get("services")).entrySet()) {
      String name = String.valueOf(service.getKey());
      services.put(name, read(name, map(service.getValue()), targets));
    }
    return services;
  }

  private static ComposeService read(
      String name, Map<?, ?> service, Map<String, ImageTarget> targets) {
    String image = String.valueOf(service.get("image"));
    Map<?, ?> build = map(service.get("build"));
    String targetName =
        build.isEmpty()
            ? image.startsWith(OUR_IMAGES) ? image.substring(OUR_IMAGES.length()) : ""
            : String.valueOf(build.get("target"));
    @Nullable ImageTarget target = targets.get(targetName);
    List<String> entrypoint = words(service.get("entrypoint"));
    List<String> command = words(service.get("command"));
    Map<String, String> environment = new LinkedHashMap<>();
    map(service.get("environment")).forEach((key, value) -> environment.put("" + key, "" + value));
    Map<String, String> dependencies = new LinkedHashMap<>();
    map(service.get("depends_on"))
        .forEach((on, how) -> dependencies.put("" + on, "" + map(how).get("condition")));
    return new ComposeService(
        name,
        image,
        target,
        !build.isEmpty(),
        entrypoint.isEmpty() && target != null ? target.entrypoint() : entrypoint,
        command.isEmpty() && target != null ? target.command() : command,
        environment,
        words(service.get("ports")),
        words(service.get("volumes")),
        words(service.get("networks")),
        healthcheck(map(service.get("healthcheck")), target),
        dependencies);
  }

  /** Whether the image is one of ours. */
  boolean isOurs() {
    return image.startsWith(OUR_IMAGES);
  }

  private static List<String> healthcheck(Map<?, ?> healthcheck, @Nullable ImageTarget target) {
    if (Boolean.TRUE.equals(healthcheck.get("disable"))) {
      return List.of();
    }
    List<String> test = words(healthcheck.get("test"));
    return test.isEmpty() && target != null ? target.healthcheck() : test;
  }

  private static List<String> words(@Nullable Object list) {
    List<String> words = new ArrayList<>();
    if (list instanceof List<?> entries) {
      entries.forEach(entry -> words.add(String.valueOf(entry)));
    }
    return words;
  }

  static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
