package io.plumbline.detector.logs;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

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
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(firstSeen, "firstSeen");
    Objects.requireNonNull(lastSeen, "lastSeen");
    tokens = List.copyOf(tokens);
    examples = List.copyOf(examples);
  }
}
