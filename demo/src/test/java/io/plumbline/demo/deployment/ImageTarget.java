package io.plumbline.demo.deployment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A target of the Dockerfile with what it takes over from the target that it is built from.
 *
 * @param from the image or target it begins with
 * @param copies the arguments of its COPY lines
 */
record ImageTarget(
    String name,
    String from,
    List<String> copies,
    Map<String, String> environment,
    List<Integer> ports,
    List<String> healthcheck,
    List<String> entrypoint,
    List<String> command,
    String user,
    String run) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Map<String, ImageTarget> read(String dockerfile) {
    Map<String, ImageTarget> targets = new LinkedHashMap<>();
    String joined = dockerfile.replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n\\s*", "");
    for (String stage : joined.split("(?m)^FROM ", -1)) {
      if (!stage.isBlank()) {
        ImageTarget target = stage(stage, targets);
        targets.put(target.name(), target);
      }
    }
    return targets;
  }

  /** The main class that its entry point names. */
  String mainClass() {
    return entrypoint.isEmpty() ? "" : entrypoint.getLast();
  }

  private static ImageTarget stage(String stage, Map<String, ImageTarget> before) {
    List<String> lines = stage.lines().toList();
    String[] head = lines.getFirst().split(" AS ", -1);
    ImageTarget base =
        before.getOrDefault(
            head[0],
            new ImageTarget(
                "", "", List.of(), Map.of(), List.of(), List.of(), List.of(), List.of(), "", ""));
    Map<String, String> environment = new HashMap<>(base.environment());
    List<Integer> ports = new ArrayList<>(base.ports());
    List<String> copies = new ArrayList<>();
    List<String> healthcheck = base.healthcheck();
    List<String> entrypoint = base.entrypoint();
    List<String> command = base.command();
    String user = base.user();
    StringBuilder run = new StringBuilder();
    for (String line : lines.subList(1, lines.size())) {
      int space = line.indexOf(' ');
      String rest = space < 0 ? "" : line.substring(space + 1);
      switch (space < 0 ? "" : line.substring(0, space)) {
        case "COPY" -> copies.add(rest);
        case "ENV" -> environment(rest, environment);
        case "EXPOSE" ->
            List.of(rest.split(" ", -1)).forEach(port -> ports.add(Integer.valueOf(port)));
        case "HEALTHCHECK" -> healthcheck = list(rest.substring(rest.indexOf("CMD ") + 4));
        case "ENTRYPOINT" -> entrypoint = list(rest);
        case "CMD" -> command = list(rest);
        case "USER" -> user = rest;
        case "RUN" -> run.append(rest).append('\n');
        default -> {
          // WORKDIR and blank lines say nothing that is checked.
        }
      }
    }
    return new ImageTarget(
        head[1],
        head[0],
        copies,
        environment,
        ports,
        healthcheck,
        entrypoint,
        command,
        user,
        run.toString());
  }

  private static void environment(String line, Map<String, String> environment) {
    for (String pair : line.split(" ", -1)) {
      int equals = pair.indexOf('=');
      environment.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
  }

  /** The exec form; the shell form, which passes no signals on, is no list and reads as empty. */
  private static List<String> list(String json) {
    if (!json.startsWith("[")) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    JSON.readTree(json).forEach(word -> words.add(word.stringValue()));
    return words;
  }
}
