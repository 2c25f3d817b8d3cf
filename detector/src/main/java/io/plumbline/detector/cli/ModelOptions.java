package io.plumbline.detector.cli;

import io.plumbline.detector.model.NoveltyKind;
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
      description =
          "What tells sparse places: our isolation forest, Smile's, or its one-class support vector"
              + " machine: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private NoveltyKind forest = NoveltyKind.OURS;

  long seed() {
    return seed;
  }

  NoveltyKind forest() {
    return forest;
  }
}
