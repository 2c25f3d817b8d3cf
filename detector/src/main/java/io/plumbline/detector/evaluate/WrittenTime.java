package io.plumbline.detector.evaluate;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as Go writes them: "2022-08-22 03:51:19.607158889 +0000 UTC m=+0.113112869". */
final class WrittenTime {
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d)(?:[.,]\\d+)?(?: ?([+-]\\d{4}))?.*");

  private WrittenTime() {}

  /** Epoch seconds, in UTC where no offset is written; null when it is no such time. */
  static @Nullable Long parse(String text) {
    Matcher time = TIME.matcher(text.strip());
    if (!time.matches()) {
      return null;
    }
    try {
      String offset = time.group(3);
      return LocalDateTime.parse(time.group(1) + "T" + time.group(2))
          .toEpochSecond(offset == null ? ZoneOffset.UTC : ZoneOffset.of(offset));
    } catch (DateTimeException _) {
      return null;
    }
  }
}
