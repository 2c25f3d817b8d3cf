package io.plumbline.detector.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts lines per service, window and template, in any order of time. For one thread. How many
 * windows are open is up to the caller, who closes them.
 */
public final class TemplateCounter {
  /** Stands for all templates of a window beyond the first {@value #TEMPLATES_MAX}. */
  public static final String REST = "rest";

  private static final int TEMPLATES_MAX = 10_000;

  private final long windowMillis;
  private final Map<Key, SortedMap<String, Long>> open = new HashMap<>();

  private record Key(String service, long startMillis) {}

  /**
   * A counter of nothing yet.
   *
   * @param window length of a window, at least a millisecond; windows start at multiples of it
   */
  public TemplateCounter(Duration window) {
    if (window.toMillis() < 1) {
      throw new IllegalArgumentException("window must be at least 1 ms: " + window);
    }
    this.windowMillis = window.toMillis();
  }

  public void add(String service, Instant time, String template) {
    long start = Math.floorDiv(time.toEpochMilli(), windowMillis) * windowMillis;
    SortedMap<String, Long> counts =
        open.computeIfAbsent(new Key(service, start), _ -> new TreeMap<>());
    boolean full = counts.size() >= TEMPLATES_MAX && !counts.containsKey(template);
    counts.merge(full ? REST : template, 1L, Long::sum);
  }

  /** Gives and forgets the windows that end at a time or before, by start and service. */
  public List<TemplateWindow> closeUntil(Instant end) {
    List<TemplateWindow> closed = new ArrayList<>();
    Iterator<Map.Entry<Key, SortedMap<String, Long>>> entries = open.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Key, SortedMap<String, Long>> entry = entries.next();
      Key key = entry.getKey();
      if (key.startMillis() + windowMillis <= end.toEpochMilli()) {
        Instant start = Instant.ofEpochMilli(key.startMillis());
        closed.add(new TemplateWindow(key.service(), start, entry.getValue()));
        entries.remove();
      }
    }
    closed.sort(Comparator.comparing(TemplateWindow::start).thenComparing(TemplateWindow::service));
    return closed;
  }
}
