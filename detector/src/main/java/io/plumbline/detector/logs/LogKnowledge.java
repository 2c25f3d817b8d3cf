package io.plumbline.detector.logs;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of logs, to be stored.
 *
 * @param templates what kinds of lines there are
 * @param usual by service, how many lines of each there usually are
 * @param countedUntil lines before this were counted; where nothing is said, none
 */
public record LogKnowledge(
    DrainState templates,
    SortedMap<String, TemplateBaseline> usual,
    @Nullable Instant countedUntil) {
  public static final LogKnowledge NONE = new LogKnowledge(DrainState.EMPTY, new TreeMap<>(), null);

  public LogKnowledge {
    usual = Collections.unmodifiableSortedMap(new TreeMap<>(usual));
  }
}
