package io.plumbline.detector.cli;

import io.plumbline.detector.incident.IncidentRules;
import picocli.CommandLine.Option;

/** How incidents are told apart. */
final class MonitorOptions {
  @Option(
      names = "--close-after",
      paramLabel = "WINDOWS",
      defaultValue = "5",
      description = "Calm windows in a row that close an incident (default: ${DEFAULT-VALUE})")
  private int closeAfter = 5;

  IncidentRules incidents() throws CommandFailedException {
    if (closeAfter < 1) {
      throw new CommandFailedException("--close-after must be at least 1: " + closeAfter);
    }
    return IncidentRules.DEFAULT.withCalmWindows(closeAfter);
  }
}
