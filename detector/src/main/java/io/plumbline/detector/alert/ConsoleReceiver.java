package io.plumbline.detector.alert;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Tells by lines of text. */
final class ConsoleReceiver implements Receiver {
  private final PrintStream out;

  ConsoleReceiver(PrintStream out) {
    this.out = out;
  }

  @Override
  public Attempt tell(Notice notice, Instant now) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(now.truncatedTo(ChronoUnit.SECONDS)).append(' ').append(notice.headline());
    notice.explanation().lines().forEach(line -> text.append("\n    ").append(line));
    if (notice.url() != null) {
      text.append("\n    ").append(notice.url());
    }
    // Names come from telemetry: none may move a terminal's cursor.
    out.println(text.toString().replaceAll("[\\p{Cntrl}&&[^\\n]]", "?"));
    if (out.checkError()) {
      throw new IOException("the console takes no more text");
    }
    return new Attempt.Delivered();
  }

  @Override
  public void close() {
    out.flush();
  }
}
