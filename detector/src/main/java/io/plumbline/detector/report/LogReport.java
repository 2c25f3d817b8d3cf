package io.plumbline.detector.report;

import java.util.List;
import java.util.Locale;

/**
 * What errors and warnings in the logs were about.
 *
 * @param lines how many there were
 * @param linesBefore how many in the stretch of the same length before
 * @param sampled lines that were read, of both; fewer than there were when those are too many
 * @param themes those that grew most first
 */
public record LogReport(long lines, long linesBefore, long sampled, List<Theme> themes) {
  public LogReport {
    themes = List.copyOf(themes);
  }

  /** Lines of a kind, in this report's time and before it. */
  public record Counts(double now, double before) {
    double growth() {
      return now - before;
    }

    /** As in "new", "×40", "gone" or "as before". */
    String change() {
      if (before < 0.5) {
        return now < 0.5 ? "" : "new";
      }
      if (now < 0.5) {
        return "gone";
      }
      double factor = now / before;
      if (factor >= 1.5) {
        return "×" + shortened(factor);
      }
      return factor <= 1 / 1.5 ? "÷" + shortened(1 / factor) : "as before";
    }

    private static String shortened(double factor) {
      return factor >= 10
          ? Words.number(Math.round(factor))
          : String.format(Locale.ROOT, "%.1f", factor);
    }
  }

  /**
   * A group of templates.
   *
   * @param histogram lines over the time of the report, in parts of equal length
   */
  public record Theme(
      String label, Counts counts, List<Double> histogram, List<Template> templates) {
    public Theme {
      histogram = List.copyOf(histogram);
      templates = List.copyOf(templates);
    }
  }

  /** What lines of one kind have in common, and who wrote them. */
  public record Template(String text, Counts counts, List<String> services) {
    public Template {
      services = List.copyOf(services);
    }
  }
}
