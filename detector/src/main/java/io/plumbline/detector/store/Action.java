package io.plumbline.detector.store;

import java.time.Instant;

/**
 * What a person did about an incident.
 *
 * @param kind such as {@value #ACK}
 * @param by who, at most {@value #BY_CHARS_MAX} characters
 * @param note what there is to say about it, at most {@value #NOTE_CHARS_MAX} characters; or empty
 */
public record Action(String incidentId, String kind, String by, String note, Instant at) {
  /** Somebody looks after it. */
  public static final String ACK = "ack";

  /** It is over, as far as somebody can tell. */
  public static final String CLOSE = "close";

  /** With it a document's id stays below the 512 bytes that Elasticsearch takes. */
  private static final int BY_CHARS_MAX = 100;

  private static final int NOTE_CHARS_MAX = 4_000;

  /**
   * Checks what people give.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public Action {
    by = by.strip();
    note = note.strip();
    if (by.isEmpty()) {
      throw new IllegalArgumentException("who acts must have a name");
    }
    requireText("the name of who acts", by, BY_CHARS_MAX);
    requireText("a note", note, NOTE_CHARS_MAX);
  }

  Action onIncident(String id) {
    return new Action(id, kind, by, note, at);
  }

  private static void requireText(String what, String text, int charsMax) {
    if (text.length() > charsMax) {
      throw new IllegalArgumentException(
          what + " must have at most " + charsMax + " characters: " + text.length());
    }
    if (text.chars().anyMatch(one -> Character.isISOControl(one) && one != '\n')) {
      throw new IllegalArgumentException(what + " must not have control characters");
    }
  }
}
