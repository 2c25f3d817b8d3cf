package io.plumbline.demo.deployment;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** An environment variable that a configuration file reads, with its default. */
record ConfigVariable(String name, String byDefault) {
  /** Variables that our code reads itself. */
  static final Set<String> OF_CODE = Set.of("PLUMBLINE_DEAD_LETTER_DIR");

  private static final Pattern USE = Pattern.compile("\\$\\{env:([A-Z_]+)(?::-([^}]*))?}");

  static Set<ConfigVariable> in(String config) {
    Set<ConfigVariable> variables = new LinkedHashSet<>();
    USE.matcher(config)
        .results()
        .forEach(use ->
            variables.add(
                new ConfigVariable(use.group(1), use.group(2) == null ? "" : use.group(2))));
    return variables;
  }

  /** Whether its value is where something listens: an address of ours or a port. */
  boolean isListener() {
    return name.startsWith("PLUMBLINE_OTLP_")
        || name.equals("PLUMBLINE_HEALTH")
        || name.equals("PLUMBLINE_METRICS_PORT");
  }
}
