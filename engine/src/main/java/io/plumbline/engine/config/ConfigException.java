package io.plumbline.engine.config;

import java.util.List;

/** A configuration that can't be used; the message lists every reason and is ready to be shown. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }

  /** A configuration that can't be read at all, for one reason or several. */
  static ConfigException unreadable(List<String> reasons) {
    return new ConfigException(
        "failed to get config: cannot retrieve the configuration: " + listed(reasons));
  }

  /** One reason on the line itself, several on lines of their own. */
  static String listed(List<String> reasons) {
    return reasons.size() == 1 ? reasons.getFirst() : "\n  " + String.join("\n  ", reasons);
  }
}
