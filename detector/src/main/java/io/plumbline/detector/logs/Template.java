package io.plumbline.detector.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A template at work: it counts, and grows more general. Written by the thread of its Drain. */
final class Template {
  static final int EXAMPLES_MAX = 3;
  static final int EXAMPLE_CHARS_MAX = 500;

  /** No match: some token differs that must not. */
  static final double NONE = -1;

  private final String id;
  private final String[] words;
  private final long[] hashes;
  private final TokenKind[] kinds;
  private final boolean[] spaced;
  private final List<String> examples = new ArrayList<>(EXAMPLES_MAX);
  private long count;
  private Instant firstSeen;
  private Instant lastSeen;
  private long touched;
  private boolean live = true;

  private Template(String id, int length, Instant seen) {
    this.id = id;
    this.words = new String[length];
    this.hashes = new long[length];
    this.kinds = new TokenKind[length];
    this.spaced = new boolean[length];
    this.firstSeen = seen;
    this.lastSeen = seen;
  }

  static Template of(String id, TokenBuffer tokens, Instant seen) {
    Template template = new Template(id, tokens.count(), seen);
    for (int i = 0; i < tokens.count(); i++) {
      template.set(i, tokens.text(i), tokens.hash(i), tokens.kind(i));
      template.spaced[i] = tokens.isSpaced(i);
    }
    return template;
  }

  /** Restores a template; throws when text and tokens do not fit. */
  static Template of(LogTemplate stored) {
    Template template = new Template(stored.id(), stored.tokens().size(), stored.firstSeen());
    int at = 0;
    for (int i = 0; i < template.length(); i++) {
      String token = stored.tokens().get(i);
      template.spaced[i] = stored.text().startsWith(" ", at);
      at += template.spaced[i] ? 1 : 0;
      if (token.isEmpty() || !stored.text().startsWith(token, at)) {
        throw new IllegalArgumentException(
            "Template " + stored.id() + " has other tokens than its text: " + stored.text());
      }
      at += token.length();
      long hash = WordSet.hash(token.toCharArray(), 0, token.length());
      template.set(i, token, hash, LineScanner.kindOf(token));
    }
    template.lastSeen = stored.lastSeen();
    template.count = stored.count();
    stored.examples().forEach(template::example);
    return template;
  }

  private void set(int index, String word, long hash, TokenKind kind) {
    words[index] = word;
    hashes[index] = hash;
    kinds[index] = kind;
  }

  String id() {
    return id;
  }

  int length() {
    return words.length;
  }

  long hash(int index) {
    return hashes[index];
  }

  TokenKind kind(int index) {
    return kinds[index];
  }

  /** When it was last seen, on its Drain's count of lines. */
  long touched() {
    return touched;
  }

  /** Also decides between those first seen at the same time. */
  boolean isOlderThan(Template other) {
    int order = firstSeen.compareTo(other.firstSeen);
    return order != 0 ? order < 0 : id.compareTo(other.id) < 0;
  }

  boolean isLive() {
    return live;
  }

  /** Marks that nothing may be counted here any more. */
  void retire() {
    live = false;
  }

  void touch(long now) {
    touched = now;
  }

  /** Takes a line in; one that was counted before is not counted again. */
  void count(String line, Instant seen, long now, boolean again) {
    count += again ? 0 : 1;
    touched = now;
    if (seen.isAfter(lastSeen)) {
      lastSeen = seen;
    } else if (seen.isBefore(firstSeen)) {
      firstSeen = seen;
    }
    if (examples.size() < EXAMPLES_MAX) {
      example(line);
    }
  }

  private void example(String line) {
    String example = line.substring(0, Math.min(line.length(), EXAMPLE_CHARS_MAX));
    if (examples.size() < EXAMPLES_MAX && !examples.contains(example)) {
      examples.add(example);
    }
  }

  /**
   * How much of other tokens of the same number is found here: equal words ÷ (equal words +
   * differing or masked ones), or {@link #NONE}.
   *
   * @param strict whether only names may differ, behind the tokens that the tree routes by; else
   *     any word may
   */
  double similarity(Template other, boolean strict) {
    int equal = 0;
    int different = 0;
    for (int i = 0; i < words.length; i++) {
      TokenKind here = kinds[i];
      if (hashes[i] == other.hashes[i]) {
        equal += here == TokenKind.WORD || here == TokenKind.IDENTIFIER ? 1 : 0;
        continue;
      }
      TokenKind there = other.kinds[i];
      if (here == TokenKind.PUNCTUATION || there == TokenKind.PUNCTUATION) {
        return NONE;
      }
      boolean name = here != TokenKind.WORD && there != TokenKind.WORD;
      if (here != TokenKind.PARAMETER && strict && (!name || i < TemplateTree.ROUTED)) {
        return NONE;
      }
      different++;
    }
    return different == 0 ? 1 : (double) equal / (equal + different);
  }

  /** The only token in which another of the same length differs as a value could; or -1. */
  int onlyDifference(Template other) {
    int found = -1;
    for (int i = 0; i < words.length; i++) {
      if (hashes[i] == other.hashes[i]) {
        continue;
      }
      boolean mark = kinds[i] == TokenKind.PUNCTUATION || other.kinds[i] == TokenKind.PUNCTUATION;
      if (found >= 0 || mark) {
        return -1;
      }
      found = i;
    }
    return found;
  }

  boolean hasWordBeside(int index) {
    for (int i = 0; i < words.length; i++) {
      if (i != index && (kinds[i] == TokenKind.WORD || kinds[i] == TokenKind.IDENTIFIER)) {
        return true;
      }
    }
    return false;
  }

  void generalise(int index) {
    set(index, TokenBuffer.PARAMETER_TEXT, TokenBuffer.PARAMETER_HASH, TokenKind.PARAMETER);
  }

  /** Masks every token in which the other differs. */
  void generalise(Template other) {
    for (int i = 0; i < words.length; i++) {
      if (hashes[i] != other.hashes[i] && kinds[i] != TokenKind.PARAMETER) {
        generalise(i);
      }
    }
  }

  /** Takes over what another has counted. */
  void absorb(Template other) {
    count += other.count;
    touched = Math.max(touched, other.touched);
    firstSeen = other.firstSeen.isBefore(firstSeen) ? other.firstSeen : firstSeen;
    lastSeen = other.lastSeen.isAfter(lastSeen) ? other.lastSeen : lastSeen;
    other.examples.forEach(this::example);
  }

  LogTemplate toLogTemplate() {
    return new LogTemplate(id, text(), List.of(words), count, firstSeen, lastSeen, examples);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.length; i++) {
      if (spaced[i] && i > 0) {
        text.append(' ');
      }
      text.append(words[i]);
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return id + " " + text();
  }
}
