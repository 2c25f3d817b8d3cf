package io.plumbline.detector.logs;

/**
 * The tokens of one line; reused for the next. Knows how values flow together, so that lists of
 * different length, dates in words, units and explanations in parentheses give the same tokens.
 */
final class TokenBuffer {
  /** A line's tokens beyond these do not count. */
  static final int TOKENS_MAX = 256;

  static final String PARAMETER_TEXT = "<*>";
  static final long PARAMETER_HASH =
      WordSet.hash(PARAMETER_TEXT.toCharArray(), 0, PARAMETER_TEXT.length());

  private final long[] hashes = new long[TOKENS_MAX];
  private final TokenKind[] kinds = new TokenKind[TOKENS_MAX];
  private final int[] starts = new int[TOKENS_MAX];
  private final int[] ends = new int[TOKENS_MAX];
  private final boolean[] spaced = new boolean[TOKENS_MAX];
  private final char[] chars;
  private int count;

  /**
   * A buffer over the characters of a line.
   *
   * @param chars owned and refilled by the scanner
   */
  TokenBuffer(char[] chars) {
    this.chars = chars;
  }

  void clear() {
    count = 0;
  }

  boolean isFull() {
    return count == TOKENS_MAX;
  }

  int count() {
    return count;
  }

  long hash(int index) {
    return hashes[index];
  }

  TokenKind kind(int index) {
    return kinds[index];
  }

  /** Whether white space stands before the token. */
  boolean isSpaced(int index) {
    return spaced[index];
  }

  String text(int index) {
    return kinds[index] == TokenKind.PARAMETER
        ? PARAMETER_TEXT
        : new String(chars, starts[index], ends[index] - starts[index]);
  }

  /** The same for equal tokens, whatever the space between them. */
  long lineHash() {
    long hash = count;
    for (int i = 0; i < count; i++) {
      hash = Long.rotateLeft(hash, 5) * 0x9e3779b97f4a7c15L ^ hashes[i];
    }
    return WordSet.mix(hash);
  }

  /** Adds a word, unless what stands before it makes it a value or part of one. */
  void word(TokenKind kind, long hash, int start, int end, boolean afterSpace) {
    if (count > 0 && kind == TokenKind.WORD) {
      int last = count - 1;
      switch (kinds[last]) {
        case PARAMETER -> {
          if (WordSet.UNITS.contains(hash) || WordSet.CALENDAR.contains(hash)) {
            return;
          }
        }
        case WORD -> {
          if (afterSpace && namesWhom(last)) {
            parameter(start, end, true);
            return;
          }
        }
        case PUNCTUATION -> {
          if (is(last, '=') && WordSet.NOTHING.contains(hash)) {
            parameter(start, end, afterSpace);
            return;
          }
        }
        case IDENTIFIER -> {}
      }
    }
    push(kind, hash, start, end, afterSpace);
  }

  /** Adds a mark; drops a parenthesis that only explains the value before it: {@code 9 (1 KB)}. */
  void punctuation(int start, int end, boolean afterSpace) {
    if (end - start == 1 && chars[start] == ')' && count >= 2) {
      if (is(count - 1, '(') && isParameter(count - 2)) {
        count--;
        return;
      }
      boolean explains = isParameter(count - 1) && is(count - 2, '(');
      if (explains && count >= 3 && isParameter(count - 3)) {
        count -= 2;
        return;
      }
    }
    if (end - start == 1 && chars[start] == '}' && endsPrintedObject()) {
      count -= 3;
      parameter(start, end, false);
      return;
    }
    push(TokenKind.PUNCTUATION, WordSet.hash(chars, start, end), start, end, afterSpace);
  }

  /** Adds a value, or makes it one with the value before it. */
  void parameter(int start, int end, boolean afterSpace) {
    int before = count;
    while (before > 0 && joinsValues(before - 1)) {
      before--;
    }
    if (before > 0 && isParameter(before - 1)) {
      count = before;
      return;
    }
    boolean bracketed = end < chars.length && chars[end] == '>';
    boolean space = afterSpace;
    while (count > 0 && (isCalendar(count - 1) || (isAbout(count - 1) && !bracketed))) {
      count--;
      space = spaced[count];
    }
    push(TokenKind.PARAMETER, PARAMETER_HASH, start, end, space);
  }

  private void push(TokenKind kind, long hash, int start, int end, boolean afterSpace) {
    if (count == TOKENS_MAX) {
      return;
    }
    hashes[count] = hash;
    kinds[count] = kind;
    starts[count] = start;
    ends[count] = end;
    spaced[count] = afterSpace;
    count++;
  }

  /** As in {@code for user root}; but neither in {@code user created} nor {@code No user found}. */
  private boolean namesWhom(int index) {
    return index > 0
        && WordSet.ENTITIES.contains(hashes[index])
        && WordSet.PREPOSITIONS.contains(hashes[index - 1]);
  }

  /** As in <code>source=WorkSource{10}</code>, before the closing brace. */
  private boolean endsPrintedObject() {
    return count >= 4
        && isParameter(count - 1)
        && is(count - 2, '{')
        && !spaced[count - 2]
        && kinds[count - 3] != TokenKind.PUNCTUATION
        && !spaced[count - 3]
        && is(count - 4, '=');
  }

  private boolean isParameter(int index) {
    return kinds[index] == TokenKind.PARAMETER;
  }

  private boolean is(int index, char mark) {
    return ends[index] - starts[index] == 1 && chars[starts[index]] == mark;
  }

  private boolean joinsValues(int index) {
    if (kinds[index] != TokenKind.PUNCTUATION) {
      return isCalendar(index);
    }
    return ends[index] - starts[index] == 1 && ",:;-./_|#<~".indexOf(chars[starts[index]]) >= 0;
  }

  private boolean isCalendar(int index) {
    return kinds[index] == TokenKind.WORD && WordSet.CALENDAR.contains(hashes[index]);
  }

  /** As in {@code <1 sec} and {@code ~3}. */
  private boolean isAbout(int index) {
    return is(index, '<') || is(index, '~');
  }
}
