package io.plumbline.gateway.exporter.elasticsearch.document;

/** Writes points in time; keeps the digits of the last second. Not thread-safe. */
final class Timestamps {
  /** Two quotes, at most 11 digits of seconds, 3 of milliseconds, the point, 6 digits. */
  static final int LENGTH_MAX = 32;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final byte[] lastDigits = new byte[Digits.LONG_MAX];
  private long lastSeconds;
  private int lastLength;

  /**
   * A quoted decimal of milliseconds.
   *
   * @param target has room for {@value #LENGTH_MAX} bytes
   * @return where it ends
   */
  int write(long unixNanos, byte[] target, int at) {
    long seconds = Long.divideUnsigned(unixNanos, NANOS_PER_SECOND);
    int nanos = (int) (unixNanos - seconds * NANOS_PER_SECOND);
    int millis = nanos / 1_000_000;
    int end = at;
    target[end++] = '"';
    if (seconds == 0) {
      end = Digits.unsigned(millis, target, end);
    } else {
      end = seconds(seconds, target, end);
      end = Digits.write(millis, 3, target, end);
    }
    target[end++] = '.';
    end = Digits.write(nanos - millis * 1_000_000, 6, target, end);
    target[end++] = '"';
    return end;
  }

  /** Telemetry of one request is of few seconds: most have the digits of the one before. */
  private int seconds(long seconds, byte[] target, int at) {
    if (seconds != lastSeconds) {
      lastLength = Digits.count(seconds);
      Digits.write(seconds, lastLength, target, at);
      System.arraycopy(target, at, lastDigits, 0, lastLength);
      lastSeconds = seconds;
    } else {
      System.arraycopy(lastDigits, 0, target, at, lastLength);
    }
    return at + lastLength;
  }
}
