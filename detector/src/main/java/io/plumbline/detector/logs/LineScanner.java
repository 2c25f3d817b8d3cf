package io.plumbline.detector.logs;

/**
 * Cuts a line into tokens and masks what looks like a value, in one pass over its characters and
 * without an object per token.
 *
 * <p>One set of rules for all systems. Values are: words with a digit; groups of hexadecimal digits
 * (addresses, dates, UUIDs); eight or more hexadecimal letters; paths and URLs, up to the next
 * space, quote or closing bracket; host and port; lower-case names of three parts or more; a quoted
 * string after an equals sign. What neighbours add is in {@link TokenBuffer}.
 */
final class LineScanner {
  private static final int QUOTED_CHARS_MAX = 80;
  private static final int HEX_LETTERS_MIN = 8;

  private final char[] chars;
  private final TokenBuffer tokens;
  private int end;

  /**
   * A scanner for one thread.
   *
   * @param lineCharsMax characters of a line that count; the rest is not looked at
   */
  LineScanner(int lineCharsMax) {
    // One more, so that the character after the last can always be looked at.
    chars = new char[lineCharsMax + 1];
    tokens = new TokenBuffer(chars);
  }

  /** The tokens of a line, valid until the next call. */
  TokenBuffer scan(String line) {
    tokens.clear();
    end = Math.min(line.length(), chars.length - 1);
    line.getChars(0, end, chars, 0);
    chars[end] = ' ';
    boolean spaced = false;
    int at = 0;
    while (at < end && !tokens.isFull()) {
      int bits = CharClass.of(chars[at]);
      if ((bits & CharClass.SPACE) != 0) {
        spaced = true;
        at++;
        continue;
      }
      at = token(at, bits, spaced);
      spaced = false;
    }
    return tokens;
  }

  /** What a token from elsewhere is; values are {@code <*>}. */
  static TokenKind kindOf(String token) {
    if (token.equals(TokenBuffer.PARAMETER_TEXT)) {
      return TokenKind.PARAMETER;
    }
    char[] word = token.toCharArray();
    int bits = 0;
    for (char c : word) {
      bits |= CharClass.of(c);
    }
    return kindOf(word, 0, word.length, bits);
  }

  private int token(int start, int bits, boolean spaced) {
    if ((bits & CharClass.HEX) != 0) {
      int group = hexGroupEnd(start);
      if (group > start) {
        tokens.parameter(start, group, spaced);
        return group;
      }
    }
    if ((bits & CharClass.IN_WORD) != 0) {
      return word(start, spaced);
    }
    if (chars[start] == '<' && start + 2 < end && chars[start + 1] == '*') {
      if (chars[start + 2] == '>') {
        tokens.parameter(start, start + 3, spaced);
        return start + 3;
      }
    } else if (chars[start] == '"' && start > 0 && chars[start - 1] == '=') {
      int close = closingQuote(start + 1);
      if (close > 0) {
        tokens.parameter(start, close + 1, spaced);
        return close + 1;
      }
    }
    tokens.punctuation(start, start + 1, spaced);
    return start + 1;
  }

  /**
   * The end of groups of hexadecimal digits with a digit among them; the start if there is none.
   */
  private int hexGroupEnd(int start) {
    int seen = 0;
    int at = start;
    int bits = CharClass.of(chars[at]);
    while (at < end && (bits & (CharClass.HEX | CharClass.GROUP)) != 0) {
      seen |= bits;
      bits = CharClass.of(chars[++at]);
    }
    if ((seen & CharClass.DIGIT) == 0 || (at < end && (bits & CharClass.IN_WORD) != 0)) {
      return start;
    }
    while ((CharClass.of(chars[at - 1]) & CharClass.GROUP) != 0) {
      at--;
    }
    return at;
  }

  private int closingQuote(int from) {
    int last = Math.min(end, from + QUOTED_CHARS_MAX);
    for (int i = from; i < last; i++) {
      if (chars[i] == '"') {
        return i;
      }
    }
    return -1;
  }

  private int word(int start, boolean spaced) {
    int seen = 0;
    int dots = 0;
    int slashes = 0;
    int at = start;
    int bits = CharClass.of(chars[at]);
    while (at < end && (bits & CharClass.IN_WORD) != 0) {
      char c = chars[at];
      if (c == '.') {
        if (chars[at + 1] == '.' && at + 1 < end) {
          break;
        }
        dots++;
      } else if (c == '/' || c == '\\') {
        slashes++;
      }
      seen |= bits;
      bits = CharClass.of(chars[++at]);
    }
    if (at == start) {
      tokens.punctuation(start, start + 1, spaced);
      return start + 1;
    }
    boolean dotted = dots > 0 && (seen & CharClass.UPPER) == 0;
    int address = addressEnd(start, at, dotted);
    if (address > at || isPath(start, at)) {
      tokens.parameter(start, address, spaced);
      return address;
    }
    if (isRoot(start, at, spaced)) {
      tokens.parameter(start, at, true);
    } else if ((seen & CharClass.ALPHANUMERIC) == 0) {
      tokens.punctuation(start, at, spaced);
    } else if (isValue(start, at, seen, dots, slashes)) {
      tokens.parameter(start, at, spaced);
    } else {
      TokenKind kind = kindOf(chars, start, at, seen);
      tokens.word(kind, WordSet.hash(chars, start, at), start, at, spaced);
    }
    return at;
  }

  /** The end of the path, URL or host and port that a word begins; the word's end if it is none. */
  private int addressEnd(int start, int wordEnd, boolean dotted) {
    if (isPath(start, wordEnd) || startsUrl(wordEnd)) {
      int at = pathEnd(wordEnd);
      while (".:!?".indexOf(chars[at - 1]) >= 0) {
        at--;
      }
      return at;
    }
    int at = wordEnd;
    if (dotted && chars[at] == ':' && at + 1 < end && isDigit(chars[at + 1])) {
      at++;
      while (at < end && isDigit(chars[at])) {
        at++;
      }
    }
    return at;
  }

  private boolean isPath(int start, int wordEnd) {
    return chars[start] == '/' && wordEnd - start > 1;
  }

  private boolean startsUrl(int colon) {
    return colon + 3 < end
        && chars[colon] == ':'
        && chars[colon + 1] == '/'
        && chars[colon + 2] == '/';
  }

  /** Brackets that a path opens belong to it: {@code /items/{id}/price}. */
  private int pathEnd(int from) {
    int depth = 0;
    int at = from;
    while (at < end && (CharClass.of(chars[at]) & CharClass.SPACE) == 0) {
      char c = chars[at];
      if ("([{<".indexOf(c) >= 0) {
        depth++;
      } else if (")]}>".indexOf(c) >= 0) {
        depth--;
      }
      if (depth < 0 || "\"',;".indexOf(c) >= 0) {
        return at;
      }
      at++;
    }
    return at;
  }

  /** The root path: a slash on its own. */
  private boolean isRoot(int start, int wordEnd, boolean spaced) {
    boolean alone = spaced && wordEnd - start == 1 && chars[start] == '/';
    return alone
        && (chars[wordEnd] == '"' || (CharClass.of(chars[wordEnd]) & CharClass.SPACE) != 0);
  }

  private static boolean isDigit(char c) {
    return (CharClass.of(c) & CharClass.DIGIT) != 0;
  }

  private boolean isValue(int start, int wordEnd, int seen, int dots, int slashes) {
    if ((seen & CharClass.DIGIT) != 0 || slashes >= 2) {
      return true;
    }
    int core = wordEnd;
    int innerDots = dots;
    while (core > start && ".!?".indexOf(chars[core - 1]) >= 0) {
      core--;
      innerDots -= chars[core] == '.' ? 1 : 0;
    }
    if (innerDots >= 2) {
      return (seen & CharClass.UPPER) == 0;
    }
    if (core - start < HEX_LETTERS_MIN) {
      return false;
    }
    for (int i = start; i < core; i++) {
      if ((CharClass.of(chars[i]) & CharClass.HEX) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Names have dots, underscores and the like inside; constants in capitals are words. */
  private static TokenKind kindOf(char[] chars, int start, int end, int seen) {
    if ((seen & CharClass.ALPHANUMERIC) == 0) {
      return TokenKind.PUNCTUATION;
    }
    if ((seen & (CharClass.JOINT | CharClass.DIGIT)) == 0 || (seen & CharClass.LOWER) == 0) {
      return TokenKind.WORD;
    }
    int from = start;
    int to = end;
    while (isRim(chars[from])) {
      from++;
    }
    while (isRim(chars[to - 1])) {
      to--;
    }
    for (int i = from; i < to; i++) {
      if ((CharClass.of(chars[i]) & (CharClass.LOWER | CharClass.UPPER)) == 0) {
        return TokenKind.IDENTIFIER;
      }
    }
    return TokenKind.WORD;
  }

  private static boolean isRim(char c) {
    return ".-!?*+".indexOf(c) >= 0;
  }
}
