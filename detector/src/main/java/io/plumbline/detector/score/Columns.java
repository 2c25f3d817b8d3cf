package io.plumbline.detector.score;

import io.plumbline.detector.score.CsvLines.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a file are its time and its numbers.
 *
 * @param time place of the column with the time; {@value #NONE} without
 * @param places of the numbers
 * @param names of the numbers
 */
record Columns(int time, List<Integer> places, List<String> names) {
  static final int NONE = -1;

  /** A first column with one of these names is the time. */
  private static final Set<String> TIMES =
      Set.of("time", "timestamp", "@timestamp", "date", "datetime");

  /** The level and the change lens take memory and time that grow with the square and the cube. */
  private static final int NUMBERS_MAX = 500;

  /**
   * The columns of a file.
   *
   * @param timeName null to take the first column if it is named so
   */
  static Columns of(CsvLines lines, @Nullable String timeName, List<String> ignored)
      throws BadInputException {
    String first = lines.header().getFirst();
    int time = TIMES.contains(first.toLowerCase(Locale.ROOT)) ? 0 : NONE;
    if (timeName != null) {
      time = lines.column(timeName);
    }
    for (String name : ignored) {
      lines.column(name);
    }
    List<Integer> places = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < lines.header().size(); i++) {
      String name = lines.header().get(i);
      if (i != time && !ignored.contains(name)) {
        places.add(i);
        names.add(name);
      }
    }
    if (names.isEmpty() || names.size() > NUMBERS_MAX) {
      throw lines.problem(
          1, names.size() + " columns of numbers, expected from 1 to " + NUMBERS_MAX);
    }
    return new Columns(time, places, names);
  }

  boolean isTimed() {
    return time != NONE;
  }

  /**
   * Epoch seconds of a row, later than those before.
   *
   * @param last of the row before; {@link Long#MIN_VALUE} before the first
   */
  long seconds(CsvLines lines, Line line, long last) throws BadInputException {
    String text = line.fields().get(time);
    Long seconds = Numbers.seconds(text);
    if (seconds == null) {
      throw lines.problem(
          line.number(),
          "column "
              + lines.header().get(time)
              + ": expected epoch seconds or a time like 2026-01-31T08:00:00Z, found "
              + shown(text));
    }
    if (seconds <= last) {
      throw lines.problem(
          line.number(), "the time " + shown(text) + " is not later than that of the row before");
    }
    return seconds;
  }

  /** The numbers of a row. */
  double[] values(CsvLines lines, Line line) throws BadInputException {
    double[] values = new double[places.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(lines, line, places.get(i));
    }
    return values;
  }

  static double number(CsvLines lines, Line line, int place) throws BadInputException {
    String text = line.fields().get(place);
    Double value = Numbers.parse(text);
    if (value == null) {
      throw lines.problem(
          line.number(), "column " + lines.header().get(place) + ": not a number: " + shown(text));
    }
    return value;
  }

  private static String shown(String text) {
    String start = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return "'" + start.replaceAll("\\p{Cntrl}", " ") + "'";
  }
}
