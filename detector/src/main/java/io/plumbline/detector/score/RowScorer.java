package io.plumbline.detector.score;

import io.plumbline.detector.model.Column;
import io.plumbline.detector.model.History;
import io.plumbline.detector.model.NoveltyKind;
import io.plumbline.detector.model.Reading;
import io.plumbline.detector.model.Score;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.model.Transform;
import io.plumbline.detector.model.WindowReader;
import io.plumbline.detector.score.CsvLines.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Scores rows of any numbers in time order by a model of the rows before them. */
public final class RowScorer {
  /**
   * What a value takes while a model is fitted: the number, its residual and changes, and those
   * scaled, where one step is still at work and the next is made.
   */
  private static final long VALUE_BYTES = 64;

  /**
   * What a row takes beside its values: the arrays around them, times, scores and sorted copies.
   */
  private static final long ROW_BYTES = 256;

  /** The share of the memory that the rows to learn from and all that is made of them may take. */
  private static final double MEMORY_SHARE = 0.8;

  /** A change by less than this share of what a column usually spans is no news. */
  private static final double FLOOR = 1e-3;

  private final CsvLines learned;
  private final Columns columns;
  private final ServiceModel model;
  private final List<Row> last;

  /**
   * What to do with columns, and how to fit.
   *
   * @param time name of the column with the time; null for a first column that is named so
   * @param ignored names of columns that are left out
   * @param stepSeconds how far rows without a time are taken to be apart
   * @param memoryBytes how much there is; a file may have more rows to score than that, but not to
   *     learn from
   */
  public record Options(
      @Nullable String time,
      List<String> ignored,
      long stepSeconds,
      NoveltyKind forest,
      long seed,
      long memoryBytes) {
    private long rowsMax(int columns) {
      return (long) (MEMORY_SHARE * memoryBytes / (ROW_BYTES + VALUE_BYTES * columns));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // a carrier of input, never compared
  private record Row(long time, double[] values) {}

  private RowScorer(CsvLines learned, Columns columns, ServiceModel model, List<Row> last) {
    this.learned = learned;
    this.columns = columns;
    this.model = model;
    this.last = last;
  }

  /**
   * Learns from the next rows of a file.
   *
   * @param rows how many; all of them if there are fewer
   */
  public static RowScorer learn(CsvLines lines, long rows, Options options) throws IOException {
    Columns columns = Columns.of(lines, options.time, options.ignored);
    List<Row> history = new ArrayList<>();
    Place place = new Place(lines, columns, options.stepSeconds, 0, Long.MIN_VALUE);
    long rowsMax = options.rowsMax(columns.names().size());
    while (history.size() < rows) {
      Line line = lines.next();
      if (line == null) {
        break;
      }
      if (history.size() >= rowsMax) {
        throw lines.problem(
            line.number(),
            "the memory is enough to learn from "
                + rowsMax
                + " rows of "
                + columns.names().size()
                + " columns: give no more with --train-rows, or more memory"
                + " (PLUMBLINE_JAVA_OPTS=-Xmx4g)");
      }
      history.add(place.row(line));
    }
    if (history.size() < ServiceModel.ROWS_MIN) {
      throw lines.problem(
          1 + history.size(),
          history.size()
              + " rows to learn from, at least "
              + ServiceModel.ROWS_MIN
              + " are needed");
    }
    long[] times = history.stream().mapToLong(Row::time).toArray();
    double[][] values = history.stream().map(Row::values).toArray(double[][]::new);
    ServiceModel model =
        ServiceModel.train(
            describe(columns.names(), values),
            new History(step(times), times, values),
            options.seed,
            options.forest);
    int from = Math.max(0, history.size() - WindowReader.REACH);
    return new RowScorer(lines, columns, model, List.copyOf(history.subList(from, history.size())));
  }

  /** Whether rows have a time. */
  public boolean isTimed() {
    return columns.isTimed();
  }

  /** The usual distance of rows, at least a second. */
  private static long step(long[] times) {
    long[] steps =
        IntStream.range(1, times.length).mapToLong(i -> times[i] - times[i - 1]).toArray();
    Arrays.sort(steps);
    return steps[steps.length / 2];
  }

  private static List<Column> describe(List<String> names, double[][] rows) {
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      int column = j;
      double[] values =
          Arrays.stream(rows)
              .mapToDouble(row -> row[column])
              .filter(value -> !Double.isNaN(value))
              .sorted()
              .toArray();
      double floor = FLOOR * span(values);
      columns.add(new Column(names.get(j), Transform.LINEAR, 0, floor, 0, Column.NO_TRIALS, true));
    }
    return columns;
  }

  /** From the 5 % quantile to that of 95 %; the whole range, the value, or 1 where that is 0. */
  private static double span(double[] sorted) {
    if (sorted.length == 0) {
      return 1;
    }
    int cut = sorted.length / 20;
    double middle = sorted[sorted.length - 1 - cut] - sorted[cut];
    double range = sorted[sorted.length - 1] - sorted[0];
    double size = Math.abs(sorted[sorted.length / 2]);
    double span = middle > 0 ? middle : range > 0 ? range : size > 0 ? size : 1;
    return Math.clamp(span, Double.MIN_NORMAL / FLOOR, Double.MAX_VALUE);
  }

  /**
   * Scores the rows of a file that are still to be read.
   *
   * @return how many
   */
  public long score(CsvLines lines, Options options, ScoreSink sink) throws IOException {
    Columns own = Columns.of(lines, options.time, options.ignored);
    if (!own.names().equals(columns.names()) || own.isTimed() != columns.isTimed()) {
      throw lines.problem(
          1, "columns " + own.names() + ", but " + learned.name() + " has " + columns.names());
    }
    boolean goesOn = lines == learned;
    Row before = last.getLast();
    long step = options.stepSeconds;
    WindowReader reader = null;
    Place place =
        goesOn
            ? new Place(lines, own, step, before.time + step, before.time)
            : new Place(lines, own, step, 0, Long.MIN_VALUE);
    long count = 0;
    for (Line line = lines.next(); line != null; line = lines.next()) {
      Row row = place.row(line);
      if (reader == null) {
        reader = model.reader();
        if (goesOn || (own.isTimed() && row.time > before.time)) {
          WindowReader warm = reader;
          last.forEach(one -> warm.pass(one.time, one.values));
        }
      }
      sink.accept(scored(line, own, row, reader.read(row.time, row.values)));
      count++;
    }
    if (count == 0) {
      throw lines.problem(1, "no rows to score" + (goesOn ? " after those to learn from" : ""));
    }
    return count;
  }

  private ScoredRow scored(Line line, Columns own, Row row, Reading reading) {
    List<ScoredRow.Part> parts =
        IntStream.range(0, own.names().size())
            .boxed()
            .sorted(Comparator.comparingDouble(j -> -reading.shares()[j]))
            .limit(ScoredRow.TOP)
            .map(j ->
                new ScoredRow.Part(
                    own.names().get(j),
                    row.values[j],
                    model.typical(j).median(),
                    reading.deviations()[j],
                    reading.shares()[j]))
            .toList();
    String time = own.isTimed() ? line.fields().get(own.time()).strip() : "";
    double surprise = reading.alarm();
    return new ScoredRow(line.number(), time, "", surprise, Score.of(surprise), parts);
  }

  /** Where in time the next row of a file is. */
  private static final class Place {
    private final CsvLines lines;
    private final Columns columns;
    private final long step;
    private long next;
    private long last;

    Place(CsvLines lines, Columns columns, long step, long next, long last) {
      this.lines = lines;
      this.columns = columns;
      this.step = step;
      this.next = next;
      this.last = last;
    }

    Row row(Line line) throws BadInputException {
      long time = next;
      if (columns.isTimed()) {
        time = columns.seconds(lines, line, last);
      }
      last = time;
      next = time + step;
      return new Row(time, columns.values(lines, line));
    }
  }
}
