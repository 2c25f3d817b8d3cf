package io.plumbline.engine.telemetry;

import io.plumbline.engine.config.ConfigSection;
import java.util.ArrayList;
import java.util.List;

/**
 * The process's own metrics.
 *
 * @param readers where they can be read; none when the level is none
 */
public record MetricsConfig(Level level, List<PrometheusReader> readers) {

  /** How much is measured. */
  public enum Level {
    NONE,
    BASIC,
    NORMAL,
    DETAILED
  }

  /**
   * A page in Prometheus's text format.
   *
   * @param withoutTypeSuffix whether {@code _total} is left away
   * @param withoutUnits whether units are left away
   * @param constantLabels names of resource attributes that every series carries; {@code *} is any
   *     text
   */
  public record PrometheusReader(
      String host,
      int port,
      boolean withoutTypeSuffix,
      boolean withoutUnits,
      List<String> constantLabels) {
    public static final PrometheusReader DEFAULT =
        new PrometheusReader("localhost", 8888, true, true, List.of());

    public PrometheusReader {
      constantLabels = List.copyOf(constantLabels);
    }
  }

  public static final MetricsConfig DEFAULT =
      new MetricsConfig(Level.NORMAL, List.of(PrometheusReader.DEFAULT));

  public MetricsConfig {
    readers = List.copyOf(readers);
  }

  static MetricsConfig read(ConfigSection section) {
    Level level = section.choice("level", Level.class, DEFAULT.level);
    boolean written = section.has("readers") && section.value("readers") != null;
    List<PrometheusReader> readers = written ? readers(section) : DEFAULT.readers;
    if (written && section.sections("readers").isEmpty() && level != Level.NONE) {
      section.problem(
          "collector telemetry metrics reader should exist when metric level is not none");
    }
    if (!section.sections("views").isEmpty()) {
      section.problem(
          "views",
          level == Level.DETAILED
              ? "views are not supported"
              : "views can only be set when service::telemetry::metrics::level is detailed");
    }
    section.rejectUnknownKeys();
    return new MetricsConfig(level, level == Level.NONE ? List.of() : readers);
  }

  private static List<PrometheusReader> readers(ConfigSection section) {
    List<PrometheusReader> readers = new ArrayList<>();
    for (ConfigSection reader : section.sections("readers")) {
      if (reader.has("periodic")) {
        reader.problem("periodic", "not supported: use pull with exporter prometheus");
      } else if (reader.has("pull")) {
        ConfigSection pull = reader.section("pull");
        ConfigSection exporter = pull.section("exporter");
        if (!exporter.has("prometheus")) {
          exporter.problem("must hold prometheus");
        }
        readers.add(prometheus(exporter.section("prometheus")));
        exporter.rejectUnknownKeys();
        pull.rejectUnknownKeys();
      } else {
        reader.problem("must hold pull with exporter prometheus");
      }
      reader.rejectUnknownKeys();
    }
    return readers;
  }

  private static PrometheusReader prometheus(ConfigSection section) {
    PrometheusReader defaults = PrometheusReader.DEFAULT;
    ConfigSection labels = section.section("with_resource_constant_labels");
    PrometheusReader reader =
        new PrometheusReader(
            section.string("host", defaults.host),
            (int) section.integer("port", defaults.port, 0, 65_535),
            section.bool("without_type_suffix", true),
            section.bool("without_units", true),
            labels.strings("included", List.of()));
    section.bool("without_scope_info", true);
    section.bool("without_target_info", false);
    labels.rejectUnknownKeys();
    section.rejectUnknownKeys();
    return reader;
  }
}
