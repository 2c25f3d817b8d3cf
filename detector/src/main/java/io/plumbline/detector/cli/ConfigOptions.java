package io.plumbline.detector.cli;

import io.plumbline.detector.alert.AlertConfig;
import io.plumbline.detector.config.ConfigFile;
import io.plumbline.detector.config.ConfigProblem;
import io.plumbline.detector.config.ConfigSection;
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
      description = "YAML file that says whom to alert (default: nobody)")
  private @Nullable Path file;

  /** Whom to alert; every problem of the file is in the message of the exception. */
  AlertConfig alerts() throws IOException, CommandFailedException {
    if (file == null) {
      return AlertConfig.DEFAULT;
    }
    List<ConfigProblem> problems = new ArrayList<>();
    ConfigSection root = ConfigFile.read(file, System::getenv, problems);
    AlertConfig alerts =
        AlertConfig.read(new ConfigSection("alerts", root.value("alerts"), problems));
    root.rejectUnknownKeys();
    if (!problems.isEmpty()) {
      throw new CommandFailedException(
          problems.stream()
              .map(one -> "\n  " + one.path() + ": " + one.message())
              .collect(Collectors.joining("", file + " cannot be used:", "")));
    }
    return alerts;
  }
}
