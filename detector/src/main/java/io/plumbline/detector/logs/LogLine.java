package io.plumbline.detector.logs;

import java.time.Instant;

/**
 * A stored log record.
 *
 * @param severity number of OpenTelemetry's log data model: 13–16 warning, 17–24 error and fatal
 */
public record LogLine(String service, Instant time, int severity, String text) {
  /** The least severity of an error. */
  static final int ERROR = 17;
}
