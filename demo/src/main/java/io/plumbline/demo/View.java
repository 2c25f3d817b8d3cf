package io.plumbline.demo;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person at the terminal sees: news as lines, and below them a table that is redrawn in
 * place. When the output is not a terminal there are only lines: the news, and the table's rows now
 * and then.
 */
final class View {
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final int LINES_BETWEEN_PLAIN_TABLES = 15;

  private final PrintStream out;
  private final boolean terminal;
  private int tableHeight;
  private int refreshes;
  private @Nullable String table;

  View(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A line that stays. */
  void news(String line) {
    erase();
    out.println(line);
    draw();
  }

  /** Text of several lines that stays, after which no table is drawn any more. */
  void result(String text) {
    erase();
    table = null;
    out.println(text);
  }

  void show(Overview overview, String status) {
    refreshes++;
    if (terminal) {
      erase();
      table = table(overview, status);
      draw();
    } else if (refreshes % LINES_BETWEEN_PLAIN_TABLES == 1) {
      for (Overview.Service service : overview.services()) {
        out.println("  " + row(service));
      }
    }
  }

  private void erase() {
    if (tableHeight > 0) {
      out.print("\u001b[" + tableHeight + "A\r" + CLEAR_BELOW);
      tableHeight = 0;
    }
  }

  private void draw() {
    if (table != null) {
      out.print(table);
      out.flush();
      tableHeight = (int) table.chars().filter(character -> character == '\n').count();
    }
  }

  private static String table(Overview overview, String status) {
    StringBuilder text = new StringBuilder("\n");
    text.append(
        String.format(
            Locale.ROOT,
            "  \u001b[1m%-14s %9s %9s %9s %8s %7s %10s\u001b[0m%n",
            "service",
            "req/s",
            "p50 ms",
            "p95 ms",
            "errors",
            "score",
            "anomalies"));
    for (Overview.Service service : overview.services()) {
      text.append("  ").append(colour(service.score())).append(row(service)).append("\u001b[0m\n");
    }
    text.append('\n').append("  ").append(status).append('\n');
    return text.toString();
  }

  static String row(Overview.Service service) {
    return String.format(
        Locale.ROOT,
        "%-14s %9s %9s %9s %8s %7.0f %10d",
        service.name(),
        number(service.requestRate(), ""),
        number(service.latencyP50Millis(), ""),
        number(service.latencyP95Millis(), ""),
        number(100 * service.errorRate(), "%"),
        service.score(),
        service.anomalyCount());
  }

  /** Without requests there is no latency. */
  private static String number(double value, String unit) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1f", value) + unit;
  }

  private static String colour(double score) {
    if (score >= 75) {
      return "\u001b[31m";
    }
    return score >= 25 ? "\u001b[33m" : "";
  }
}
