package io.plumbline.detector.report;

import io.plumbline.detector.incident.Impact;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times, lengths and counts as people read them; all times are UTC. */
final class Words {
  private static final DateTimeFormatter DAY = format("EEEE, d MMMM uuuu");
  private static final DateTimeFormatter SHORT = format("d MMM HH:mm");
  private static final DateTimeFormatter SHORT_SECONDS = format("d MMM HH:mm:ss");
  private static final DateTimeFormatter CLOCK = format("HH:mm");
  private static final DateTimeFormatter CLOCK_SECONDS = format("HH:mm:ss");
  private static final DateTimeFormatter DATE = format("d MMM");
  private static final DateTimeFormatter FULL = format("uuuu-MM-dd HH:mm:ss");

  /** Kinds of clues by how much they tell. */
  private static final Map<String, String> CLUES = new LinkedHashMap<>();

  static {
    CLUES.put("deployment", "Deployment");
    CLUES.put("theme", "Logs speak of");
    CLUES.put("new_template", "In the logs");
    CLUES.put("risen_template", "In the logs");
    CLUES.put("vanished_template", "In the logs");
    CLUES.put("worst_trace", "Worst trace");
    CLUES.put("typical_trace", "Usual trace");
  }

  private Words() {}

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }

  /** As in "Friday, 30 January 2026". */
  static String day(Instant time) {
    return DAY.format(time);
  }

  /** As in "30 Jan". */
  static String date(Instant time) {
    return DATE.format(time);
  }

  /** As in "30 Jan 08:15", with seconds where there are some. */
  static String time(Instant time) {
    return (isWholeMinute(time) ? SHORT : SHORT_SECONDS).format(time);
  }

  /** As in "08:15", with seconds where there are some. */
  static String clock(Instant time) {
    return (isWholeMinute(time) ? CLOCK : CLOCK_SECONDS).format(time);
  }

  /** The clock's time of a time as it is stored; what is none, as it is. */
  static String clock(String stored) {
    try {
      return clock(Instant.parse(stored));
    } catch (DateTimeException _) {
      return stored;
    }
  }

  /** As in "2026-01-30 08:15:00". */
  static String full(Instant time) {
    return FULL.format(time);
  }

  private static boolean isWholeMinute(Instant time) {
    return Math.floorMod(time.getEpochSecond(), 60L) == 0;
  }

  /** As in "45 s", "12 min", "3 h 20 min" or "2 d 4 h". */
  static String length(Duration length) {
    long seconds = length.toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return two(seconds / 60, "min", seconds % 60, "s");
    }
    if (seconds < 172_800) {
      return two(seconds / 3600, "h", seconds / 60 % 60, "min");
    }
    return two(seconds / 86_400, "d", seconds / 3600 % 24, "h");
  }

  private static String two(long first, String unit, long second, String smaller) {
    return first + " " + unit + (second == 0 ? "" : " " + second + " " + smaller);
  }

  /** As in "1 window" or "1,440 windows". */
  static String count(long count, String one) {
    return number(count) + " " + one + (count == 1 ? "" : "s");
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** As in "1,200 requests, 37 of them failed (4 % of the error budget)". */
  static String impact(Impact impact) {
    String budget =
        Double.isNaN(impact.budget())
            ? ""
            : String.format(Locale.ROOT, " (%.1f %% of the error budget)", 100 * impact.budget());
    return "%s, %s of them failed%s"
        .formatted(
            count(Math.round(impact.requests()), "request"),
            number(Math.round(impact.failed())),
            budget);
  }

  /** What a clue is about. */
  static String clue(String kind) {
    String known = CLUES.get(kind);
    return known == null ? kind.replace('_', ' ') : known;
  }

  /** Where a kind of clue stands among the others: the less, the more telling. */
  static int rank(String kind) {
    int index = List.copyOf(CLUES.keySet()).indexOf(kind);
    return index < 0 ? CLUES.size() : index;
  }

  /** A sentence's first letter in upper case. */
  static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
