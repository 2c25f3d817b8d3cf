package io.plumbline.detector.logs;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is known of logs, to be stored.
 *
 * @param templates what kinds of lines there are
 * @param usual by service, how many lines of each there usually are
 */
public record LogKnowledge(DrainState templates, SortedMap<String, TemplateBaseline> usual) {
  public static final LogKnowledge NONE = new LogKnowledge(DrainState.EMPTY, new TreeMap<>());

  public LogKnowledge {
    usual = Collections.unmodifiableSortedMap(new TreeMap<>(usual));
  }
}
