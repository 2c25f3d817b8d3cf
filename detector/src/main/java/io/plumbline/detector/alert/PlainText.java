package io.plumbline.detector.alert;

import java.util.Locale;

/** A notice as plain text. */
final class PlainText {
  private PlainText() {}

  static String of(Notice notice) {
    StringBuilder text = new StringBuilder(notice.title()).append("\n\n");
    if (!notice.explanation().isBlank()) {
      text.append(notice.explanation().strip()).append("\n\n");
    }
    line(text, "Service", notice.service());
    String severity = notice.severity().id();
    line(
        text, "Severity", String.format(Locale.ROOT, "%s (%.0f of 100)", severity, notice.score()));
    line(text, "Since", notice.since().toString());
    line(text, "Incident", notice.incidentId());
    if (notice.url() != null) {
      line(text, "More", notice.url());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-10s%s\n", name + ":", value));
  }
}
