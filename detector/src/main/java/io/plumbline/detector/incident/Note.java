package io.plumbline.detector.incident;

import java.time.Instant;
import java.util.Locale;

/**
 * Something worth knowing about an incident beside what is odd.
 *
 * @param service which it is about
 * @param at when it happened
 * @param text for people; of a trace its id
 */
public record Note(Kind kind, String service, Instant at, String text) {
  /** What a note is about. */
  public enum Kind {
    /** A version or an instance that had not been there before. */
    DEPLOYMENT,
    /** The slowest request, a failed one if there is one. */
    WORST_TRACE,
    /** A request that took as long as usual, for comparison. */
    TYPICAL_TRACE,
    /** Log lines of a kind that was never seen before. */
    NEW_TEMPLATE,
    /** Log lines of a kind that there are far more of than usual. */
    RISEN_TEMPLATE,
    /** Log lines of a kind that is usually there, and is not. */
    VANISHED_TEMPLATE,
    /** What the templates of the incident speak of. */
    THEME;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
