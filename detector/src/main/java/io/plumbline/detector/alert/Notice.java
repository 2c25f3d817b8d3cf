package io.plumbline.detector.alert;

import io.plumbline.detector.explain.Severity;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a receiver is asked to pass on: one message, or many in a digest. */
sealed interface Notice permits AlertMessage, AlertDigest {
  /** Different for every notice, the same when it is sent again. */
  String key();

  /** The incident's id; a digest has one of its own. */
  String incidentId();

  /** What has happened, in a word. */
  String eventId();

  Severity severity();

  /** 0–100. */
  double score();

  /** The service, or several after commas. */
  String service();

  /** What the trouble shows in most; "" when that is not known. */
  String topFeature();

  /** One line. */
  String title();

  /** Some lines. */
  String explanation();

  Instant since();

  /** Where there is more to read; null when nowhere. */
  @Nullable String url();

  /** One line with all that a glance needs. */
  default String headline() {
    return "[" + severity().id().toUpperCase(Locale.ROOT) + "] " + eventId() + ": " + title();
  }
}
