package io.plumbline.detector.logs;

import java.time.Instant;
import java.util.List;

/**
 * What log lines of one kind have in common; also the form in which it is stored.
 *
 * @param id stays, though the text may grow more general
 * @param text with {@code <*>} where values were
 * @param tokens the text, cut as lines are cut
 * @param count of lines
 * @param firstSeen time of the earliest line
 * @param lastSeen time of the latest line
 * @param examples some different lines, shortened
 */
public record LogTemplate(
    String id,
    String text,
    List<String> tokens,
    long count,
    Instant firstSeen,
    Instant lastSeen,
    List<String> examples) {
  public LogTemplate {
    tokens = List.copyOf(tokens);
    examples = List.copyOf(examples);
  }
}
