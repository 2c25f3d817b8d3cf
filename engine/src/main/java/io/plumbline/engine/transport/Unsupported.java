package io.plumbline.engine.transport;

import io.plumbline.engine.config.ConfigSection;
import java.util.List;

/** Keys of the Collector that mean something this build does not have: said, never ignored. */
public final class Unsupported {
  private static final List<String> TRANSPORTS = List.of("tcp", "tcp4", "tcp6");

  private Unsupported() {}

  /** Records a problem for each key that is written: no extension offers it. */
  public static void extensions(ConfigSection section, String... keys) {
    for (String key : keys) {
      if (section.value(key) != null) {
        section.problem(key, "is not supported: no extension of this build offers " + key);
      }
    }
  }

  /** Records a problem when {@code transport} is not TCP. */
  public static void transports(ConfigSection section) {
    String transport = section.string("transport", "tcp");
    if (!TRANSPORTS.contains(transport)) {
      section.problem("transport", "expected tcp, found \"" + transport + "\"");
    }
  }
}
