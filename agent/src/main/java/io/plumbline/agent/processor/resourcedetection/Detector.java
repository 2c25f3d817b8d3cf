package io.plumbline.agent.processor.resourcedetection;

import java.util.Map;

/** One way to find out where the process runs. */
sealed interface Detector permits EnvDetector, SystemDetector {
  /** The name in the configuration. */
  String name();

  /**
   * Attributes by name.
   *
   * @throws DetectionException when what it looks at makes no sense
   */
  Map<String, String> detect() throws DetectionException;
}
