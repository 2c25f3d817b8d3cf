package io.plumbline.detector.cli;

import io.plumbline.detector.alert.AlertConfig;
import io.plumbline.detector.config.ConfigFile;
import io.plumbline.detector.config.ConfigProblem;
import io.plumbline.detector.config.ConfigSection;
import io.plumbline.detector.evidence.Objective;
import io.plumbline.detector.features.MetricSource;
import io.plumbline.detector.rules.RulesConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The configuration file. */
final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "YAML file with rules, objectives, metrics to watch, and whom to alert (default: the"
              + " usual rules and metrics, nobody)")
  private @Nullable Path file;

  /**
   * What the file says, or the defaults.
   *
   * @param alerts whom to tell
   * @param rules what is wrong whatever is usual
   * @param objectives what services have promised
   * @param metrics that are watched
   */
  record Config(
      AlertConfig alerts,
      RulesConfig rules,
      List<Objective> objectives,
      List<MetricSource> metrics) {}

  /** Reads the file; every problem of it is in the message of the exception. */
  Config read() throws IOException, CommandFailedException {
    if (file == null) {
      return new Config(AlertConfig.DEFAULT, RulesConfig.DEFAULT, List.of(), MetricSource.USUAL);
    }
    List<ConfigProblem> problems = new ArrayList<>();
    ConfigSection root = ConfigFile.read(file, System::getenv, problems);
    AlertConfig alerts =
        AlertConfig.read(new ConfigSection("alerts", root.value("alerts"), problems));
    RulesConfig rules = RulesConfig.read(root);
    List<Objective> objectives = Objective.read(root);
    List<MetricSource> metrics = MetricSource.read(root);
    root.rejectUnknownKeys();
    if (!problems.isEmpty()) {
      throw new CommandFailedException(
          problems.stream()
              .map(one -> "\n  " + one.path() + ": " + one.message())
              .collect(Collectors.joining("", file + " cannot be used:", "")));
    }
    return new Config(alerts, rules, objectives, metrics);
  }
}
