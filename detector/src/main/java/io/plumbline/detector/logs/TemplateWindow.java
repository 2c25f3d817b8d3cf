package io.plumbline.detector.logs;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * How many lines of each template a service wrote in one window.
 *
 * @param start of the window
 * @param counts by template id; a template without lines is not there
 */
public record TemplateWindow(String service, Instant start, SortedMap<String, Long> counts) {
  public TemplateWindow {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  public long count(String template) {
    return counts.getOrDefault(template, 0L);
  }

  /** The same lines under the ids that templates have now, {@link Drain#resolve}. */
  public TemplateWindow resolved(UnaryOperator<String> resolve) {
    SortedMap<String, Long> resolved = new TreeMap<>();
    counts.forEach((id, count) -> resolved.merge(resolve.apply(id), count, Long::sum));
    return new TemplateWindow(service, start, resolved);
  }
}
