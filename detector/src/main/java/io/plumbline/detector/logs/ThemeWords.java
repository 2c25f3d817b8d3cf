package io.plumbline.detector.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words of a template that tell its theme: of letters, cut at humps, in lower case. */
final class ThemeWords {
  private static final int LETTERS_MIN = 2;
  private static final Set<String> SILENT =
      Set.of(
          "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "com", "did", "do",
          "for", "from", "had", "has", "have", "if", "in", "into", "io", "is", "it", "its", "java",
          "of", "on", "or", "org", "so", "than", "that", "the", "then", "there", "this", "to",
          "was", "were", "which", "will", "with", "you", "your");

  /** Say how bad it is, not what it is about. */
  private static final Set<String> LEVELS =
      Set.of("trace", "debug", "info", "warn", "warning", "error", "severe", "fatal");

  private ThemeWords() {}

  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean letter = i < text.length() && Character.isLetter(text.charAt(i));
      if (letter && (i == start || !isHump(text, i))) {
        continue;
      }
      add(words, text.substring(start, i));
      start = letter ? i : i + 1;
    }
    return words;
  }

  /** Between {@code Timeout} and {@code Exception}, and between {@code SQL} and {@code Error}. */
  private static boolean isHump(String text, int index) {
    if (!Character.isUpperCase(text.charAt(index))) {
      return false;
    }
    boolean lowerBefore = Character.isLowerCase(text.charAt(index - 1));
    boolean lowerAfter = index + 1 < text.length() && Character.isLowerCase(text.charAt(index + 1));
    return lowerBefore || lowerAfter;
  }

  private static void add(List<String> words, String part) {
    String word = part.toLowerCase(Locale.ROOT);
    boolean silent = SILENT.contains(word) || LEVELS.contains(word);
    if (word.length() >= LETTERS_MIN && !silent) {
      words.add(word);
    }
  }
}
