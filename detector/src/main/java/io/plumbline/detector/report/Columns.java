package io.plumbline.detector.report;

import static io.plumbline.detector.report.Markup.at;

import java.util.List;

/** A small histogram over time, without axes. */
final class Columns {
  private static final double WIDTH = 240;
  private static final double HEIGHT = 32;

  private Columns() {}

  /** Adds the plot. */
  static void write(Markup out, List<Double> counts) {
    double greatest = counts.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    String box = "0 0 " + at(WIDTH) + " " + at(HEIGHT);
    out.open(
        "svg", "class", "columns", "viewBox", box, "role", "img", "aria-label", "Lines over time");
    String base = at(HEIGHT);
    out.empty("line", "class", "grid", "x1", "0", "x2", at(WIDTH), "y1", base, "y2", base);
    double width = WIDTH / Math.max(1, counts.size());
    for (int i = 0; i < counts.size() && greatest > 0; i++) {
      double height = counts.get(i) <= 0 ? 0 : Math.max(1, HEIGHT * counts.get(i) / greatest);
      if (height > 0) {
        out.empty(
            "rect",
            "x",
            at(i * width),
            "y",
            at(HEIGHT - height),
            "width",
            at(Math.max(1, width - 1)),
            "height",
            at(height));
      }
    }
    out.close();
  }
}
