package io.plumbline.detector.logs;

/** What a token of a log line is taken for, by its looks alone. */
enum TokenKind {
  /** Plain word: part of the message unless many different ones stand in its place. */
  WORD,
  /** Word with something else than letters inside, as names have: two different ones suffice. */
  IDENTIFIER,
  /** Something without letters or digits. */
  PUNCTUATION,
  /** A value, written {@code <*>}. */
  PARAMETER
}
