package io.plumbline.elk.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an installation did.
 *
 * @param version the version of the templates that came with this code
 * @param installed what was written
 * @param kept what was left alone because the node has a newer one, or, for a lifecycle, the same
 * @param fallbacks the field type used for each one that the node does not have
 * @param lifecycles whether the node manages the age of its data; if not, nothing is ever deleted
 */
public record InstallReport(
    int version,
    List<String> installed,
    List<String> kept,
    SortedMap<String, String> fallbacks,
    boolean lifecycles) {
  public InstallReport {
    installed = List.copyOf(installed);
    kept = List.copyOf(kept);
    fallbacks = new TreeMap<>(fallbacks);
  }

  /** The report for a person, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Templates of version " + version + ", installed: " + String.join(", ", installed));
    if (!kept.isEmpty()) {
      lines.add("Left as they are: " + String.join(", ", kept));
    }
    for (Map.Entry<String, String> fallback : fallbacks.entrySet()) {
      lines.add("The node has no field type " + fallback.getKey() + ", so: " + fallback.getValue());
    }
    if (!lifecycles) {
      lines.add("The node has no lifecycle management, so nothing is deleted by age");
    }
    return lines;
  }
}
