package io.plumbline.detector.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The detector's configuration file: YAML, in whose texts <code>${env:NAME}</code> and <code>
 * ${env:NAME:-default}</code> are taken from the environment, as in the collector's files.
 * Everything else in braces is left as it is.
 */
public final class ConfigFile {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

  private static final YAMLMapper YAML = new YAMLMapper();

  private final UnaryOperator<@Nullable String> environment;
  private final List<ConfigProblem> problems = new ArrayList<>();

  private ConfigFile(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * Reads a file.
   *
   * @param environment the value of a variable, null when it is not set
   * @param problems gets what is wrong in the file
   * @throws IOException when it cannot be read or is no YAML; the message names it
   */
  public static ConfigSection read(
      Path file, UnaryOperator<@Nullable String> environment, List<ConfigProblem> problems)
      throws IOException {
    ConfigFile reading = new ConfigFile(environment);
    JsonNode values;
    try {
      values = reading.expand("", YAML.readTree(Files.readString(file)));
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file", e);
    } catch (JacksonException e) {
      throw new IOException(file + ": not YAML: " + e.getOriginalMessage(), e);
    }
    problems.addAll(reading.problems);
    return new ConfigSection("", values, problems);
  }

  private JsonNode expand(String path, JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        object.set(name, expand(path.isEmpty() ? name : path + "." + name, object.path(name)));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, expand(path + "[" + i + "]", array.path(i)));
      }
    } else if (node.isString()) {
      return StringNode.valueOf(expand(path, node.asString()));
    }
    return node.isMissingNode() ? MissingNode.getInstance() : node;
  }

  private String expand(String path, String text) {
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder expanded = new StringBuilder();
    while (matcher.find()) {
      String value = environment.apply(matcher.group(1));
      if (value == null) {
        value = matcher.group(2);
      }
      if (value == null) {
        problems.add(
            new ConfigProblem(
                path,
                "the environment variable "
                    + matcher.group(1)
                    + " is not set; set it, or write ${env:"
                    + matcher.group(1)
                    + ":-default}"));
        value = "";
      }
      matcher.appendReplacement(expanded, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(expanded).toString();
  }
}
