package io.plumbline.detector.report;

import static io.plumbline.detector.report.Markup.at;

import io.plumbline.detector.explain.Severity;
import io.plumbline.detector.features.Feature;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A series as a line over the band of what was expected, with columns where the service was odd and
 * dots where this feature was a reason for it. A gap in the values is a gap in the line.
 */
final class LinePlot {
  private static final double WIDTH = 560;
  private static final double HEIGHT = 150;
  private static final double LEFT = 62;
  private static final double RIGHT = WIDTH - 6;
  private static final double TOP = 8;
  private static final double BOTTOM = HEIGHT - 22;
  private static final int TIME_TICKS = 6;

  /** From such a ratio of peak to median on, an axis is logarithmic. */
  private static final double RATIO_MAX = 10;

  private static final Set<Feature> DURATIONS =
      EnumSet.of(Feature.LATENCY_P50, Feature.LATENCY_P95, Feature.LATENCY_P99, Feature.SELF_TIME);

  /** Corners of the band that are nearer to each other could not be told apart. */
  private static final double CORNERS_APART = 0.75;

  /** Narrower than that, a column could not be seen. */
  private static final double COLUMN_MIN = 2;

  private final Series series;
  private final Feature feature;
  private final TimeScale time;
  private final ValueScale scale;

  private LinePlot(Series series) {
    this.series = series;
    this.feature = series.feature();
    this.time = new TimeScale(series.from(), series.end(), LEFT, RIGHT);
    this.scale = scale(series);
  }

  private static ValueScale scale(Series series) {
    Feature feature = series.feature();
    double greatest = 0;
    for (int i = 0; i < series.values().length; i++) {
      greatest = greater(greatest, series.values()[i]);
      greatest = greater(greatest, series.high()[i]);
    }
    double top = feature.inUnit(greatest);
    return isLogarithmic(series)
        ? ValueScale.logarithmic(feature.inUnit(series.least()), top, BOTTOM, TOP)
        : ValueScale.linear(top, BOTTOM, TOP);
  }

  /** Whether a duration has grown so much that on a linear axis what is usual would be a line. */
  static boolean isLogarithmic(Series series) {
    int peak = series.peak();
    return DURATIONS.contains(series.feature())
        && peak >= 0
        && series.least() > 0
        && series.values()[peak] > RATIO_MAX * series.median();
  }

  private static double greater(double greatest, double value) {
    return Double.isFinite(value) ? Math.max(greatest, value) : greatest;
  }

  /** Adds the plot. */
  static void write(Markup out, Series series, List<OddWindow> odd) {
    LinePlot plot = new LinePlot(series);
    String label = "Line plot of " + plot.feature.label() + " over time";
    String box = "0 0 " + at(WIDTH) + " " + at(HEIGHT);
    out.open("svg", "viewBox", box, "role", "img", "aria-label", label);
    List<OddWindow> here = plot.here(odd);
    plot.writeColumns(out, here);
    plot.writeAxes(out);
    plot.writeBand(out);
    plot.writeLine(out);
    plot.writeDots(out, here);
    out.close();
  }

  private List<OddWindow> here(List<OddWindow> odd) {
    return odd.stream()
        .filter(one -> one.end().isAfter(series.from()) && one.start().isBefore(series.end()))
        .toList();
  }

  /** Odd windows in a row are one column. */
  private void writeColumns(Markup out, List<OddWindow> odd) {
    for (Run run : Run.of(odd)) {
      double left = time.at(run.start());
      double width = Math.max(COLUMN_MIN, time.at(run.end()) - left);
      out.open(
          "rect",
          "class",
          "odd " + Severity.of(run.worst()).id(),
          "x",
          at(left),
          "y",
          at(TOP),
          "width",
          at(width),
          "height",
          at(BOTTOM - TOP));
      out.element("title", run.title()).close();
    }
  }

  private void writeAxes(Markup out) {
    for (ValueScale.Tick tick : scale.ticks(feature.unitSuffix())) {
      String y = at(tick.y());
      out.empty("line", "class", "grid", "x1", at(LEFT), "x2", at(RIGHT), "y1", y, "y2", y);
      out.element(
          "text", tick.label(), "x", at(LEFT - 6), "y", at(tick.y() + 4), "text-anchor", "end");
    }
    for (TimeScale.Tick tick : time.ticks(TIME_TICKS)) {
      String x = at(tick.x());
      String anchor = tick.x() > RIGHT - 16 ? "end" : "middle";
      out.empty("line", "class", "tick", "x1", x, "x2", x, "y1", at(BOTTOM), "y2", at(BOTTOM + 4));
      out.element("text", tick.label(), "x", x, "y", at(HEIGHT - 5), "text-anchor", anchor);
    }
  }

  private void writeBand(Markup out) {
    double[] low = series.low();
    double[] high = series.high();
    for (int i = 0; i < low.length; i++) {
      if (!hasBand(i)) {
        continue;
      }
      int first = i;
      while (i + 1 < low.length && hasBand(i + 1)) {
        i++;
      }
      StringBuilder path = new StringBuilder();
      edge(path, high, first, i, 1);
      edge(path, low, i, first, -1);
      out.empty("path", "class", "band", "d", path.append('Z').toString());
    }
  }

  private boolean hasBand(int i) {
    return Double.isFinite(series.low()[i]) && Double.isFinite(series.high()[i]);
  }

  /** One edge of a band from window to window, each as wide as it is; corners only. */
  private void edge(StringBuilder path, double[] edge, int first, int last, int step) {
    double drawn = Double.NEGATIVE_INFINITY;
    for (int i = first; ; i += step) {
      boolean end = i == first || i == last;
      boolean corner = end || edge[i] != edge[i - step] || edge[i] != edge[i + step];
      if (corner) {
        double from = time.at(series.timeOf(step > 0 ? i : i + 1));
        double to = time.at(series.timeOf(step > 0 ? i + 1 : i));
        double x = i == last ? to : i == first ? from : (from + to) / 2;
        if (end || Math.abs(x - drawn) >= CORNERS_APART) {
          append(path, x, edge[i]);
          drawn = x;
        }
        if (first == last) {
          append(path, from, edge[i]);
        }
      }
      if (i == last) {
        return;
      }
    }
  }

  private void append(StringBuilder path, double x, double value) {
    path.append(path.isEmpty() ? 'M' : 'L').append(at(x)).append(' ');
    path.append(at(scale.at(feature.inUnit(value))));
  }

  private void writeLine(Markup out) {
    List<Integer> shown = Thinning.of(series.values(), (int) (RIGHT - LEFT));
    StringBuilder path = new StringBuilder();
    List<Integer> alone = new ArrayList<>();
    for (int k = 0; k < shown.size(); k++) {
      int i = shown.get(k);
      if (Double.isNaN(series.values()[i])) {
        continue;
      }
      boolean joined = k > 0 && !Double.isNaN(series.values()[shown.get(k - 1)]);
      boolean goesOn = k + 1 < shown.size() && !Double.isNaN(series.values()[shown.get(k + 1)]);
      if (!joined && !goesOn) {
        alone.add(i);
        continue;
      }
      path.append(joined ? 'L' : 'M').append(at(x(i))).append(' ').append(at(y(i)));
    }
    if (!path.isEmpty()) {
      String style = series.values().length > RIGHT - LEFT ? "series dense" : "series";
      out.empty("path", "class", style, "d", path.toString());
    }
    alone.forEach(
        i -> out.empty("circle", "class", "alone", "cx", at(x(i)), "cy", at(y(i)), "r", "1.8"));
  }

  private void writeDots(Markup out, List<OddWindow> odd) {
    for (OddWindow window : odd) {
      int i = Math.clamp(series.indexOf(window.start()), 0, series.values().length - 1);
      if (Double.isFinite(series.values()[i]) && window.isFor(feature.id())) {
        String style = "dot " + window.severity().id();
        out.open("circle", "class", style, "cx", at(x(i)), "cy", at(y(i)), "r", "3");
        out.element("title", Words.time(window.start()) + " " + feature.text(series.values()[i]));
        out.close();
      }
    }
  }

  /** The middle of a window. */
  private double x(int i) {
    return (time.at(series.timeOf(i)) + time.at(series.timeOf(i + 1))) / 2;
  }

  private double y(int i) {
    return scale.at(feature.inUnit(series.values()[i]));
  }
}
