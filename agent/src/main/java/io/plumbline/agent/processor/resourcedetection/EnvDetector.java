package io.plumbline.agent.processor.resourcedetection;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code OTEL_RESOURCE_ATTRIBUTES}: {@code key=value} pairs, separated by commas,
 * percent-encoded, as the OpenTelemetry SDK specification has it.
 */
final class EnvDetector implements Detector {
  private static final String VARIABLE = "OTEL_RESOURCE_ATTRIBUTES";

  private final Map<String, String> environment;

  EnvDetector(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public String name() {
    return "env";
  }

  @Override
  public Map<String, String> detect() throws DetectionException {
    Map<String, String> attributes = new LinkedHashMap<>();
    String text = environment.getOrDefault(VARIABLE, "");
    if (text.isBlank()) {
      return attributes;
    }
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw new DetectionException(
            VARIABLE + " must be key=value pairs separated by commas: \"" + pair + "\"");
      }
      attributes.put(
          decode(pair.substring(0, equals).strip()), decode(pair.substring(equals + 1).strip()));
    }
    return attributes;
  }

  private static String decode(String text) throws DetectionException {
    try {
      // A plus sign stands for itself, unlike in the forms of web pages.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new DetectionException(VARIABLE + " must be percent-encoded: \"" + text + "\"", e);
    }
  }
}
