package io.plumbline.otlp.json;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of the values of OTLP's enumerations. They begin with the name of their enumeration, so
 * one table serves all and a name of another enumeration is understood where it makes no sense: as
 * a number would be.
 */
final class EnumNames {
  private static final Map<String, Integer> NUMBERS = new HashMap<>();

  static {
    // opentelemetry/proto/trace/v1/trace.proto
    define("SPAN_KIND_", "UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");
    define("STATUS_CODE_", "UNSET", "OK", "ERROR");
    // opentelemetry/proto/metrics/v1/metrics.proto
    define("AGGREGATION_TEMPORALITY_", "UNSPECIFIED", "DELTA", "CUMULATIVE");
    // opentelemetry/proto/logs/v1/logs.proto: four grades of each level
    define("SEVERITY_NUMBER_", "UNSPECIFIED");
    String[] levels = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
    for (int level = 0; level < levels.length; level++) {
      for (int grade = 1; grade <= 4; grade++) {
        String suffix = grade == 1 ? "" : String.valueOf(grade);
        NUMBERS.put("SEVERITY_NUMBER_" + levels[level] + suffix, 4 * level + grade);
      }
    }
  }

  private EnumNames() {}

  /** The number on the wire, null for an unknown name. */
  static @Nullable Integer number(String name) {
    return NUMBERS.get(name);
  }

  private static void define(String prefix, String... names) {
    for (int number = 0; number < names.length; number++) {
      NUMBERS.put(prefix + names[number], number);
    }
  }
}
