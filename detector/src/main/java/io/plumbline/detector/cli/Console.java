package io.plumbline.detector.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command writes: results to standard output, everything else to standard error. */
record Console(PrintWriter out, PrintWriter err, boolean isTerminal) {
  /** The total of work whose size is not known before it ends. */
  static final long UNKNOWN = -1;

  // JDK 25 is back to returning null without a terminal.
  @SuppressWarnings("SystemConsoleNull")
  static Console of(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before a command runs");
    }
    java.io.Console console = System.console();
    boolean terminal = console != null && console.isTerminal();
    return new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), terminal);
  }

  void print(String line) {
    out.println(line);
    out.flush();
  }

  void note(String line) {
    err.println(line);
    err.flush();
  }

  /**
   * How far long work has come; shown on a terminal only.
   *
   * @param total how many steps there are, or {@link #UNKNOWN}
   */
  Progress progress(String name, long total) {
    if (!isTerminal) {
      return Progress.NONE;
    }
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .build();
    return new Progress(bar);
  }

  /** A progress bar, or none. */
  record Progress(@Nullable ProgressBar bar) implements AutoCloseable {
    static final Progress NONE = new Progress(null);

    void advance(long steps) {
      if (bar != null) {
        bar.stepBy(steps);
      }
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }
}
