package io.plumbline.detector.logs;

import java.util.List;
import java.util.Map;

/**
 * All that a {@link Drain} knows, to go on from there after a restart.
 *
 * @param version of this structure
 * @param templates the least recently seen first
 * @param joined ids of templates that are part of another now, and that other's id
 */
public record DrainState(int version, List<LogTemplate> templates, Map<String, String> joined) {
  static final int VERSION = 1;

  public static final DrainState EMPTY = new DrainState(VERSION, List.of(), Map.of());

  public DrainState {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "Templates are stored in version " + version + ", expected " + VERSION);
    }
    templates = List.copyOf(templates);
    joined = Map.copyOf(joined);
  }
}
