package io.plumbline.detector.cli;

import io.plumbline.detector.model.ForestKind;
import picocli.CommandLine.Option;

/** How models are fitted. */
final class ModelOptions {
  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "What the forests' randomness comes from (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--forest",
      paramLabel = "KIND",
      defaultValue = "ours",
      description = "Whose isolation forest: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private ForestKind forest = ForestKind.OURS;

  long seed() {
    return seed;
  }

  ForestKind forest() {
    return forest;
  }
}
