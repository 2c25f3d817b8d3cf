package io.plumbline.engine.processor.probabilisticsampler;

/**
 * Arithmetic of consistent probability sampling: randomness and rejection threshold are numbers of
 * 56 bits, and an item is kept when its randomness is not below the threshold.
 *
 * <p>Source: OpenTelemetry specification, "TraceState: Probability Sampling".
 */
final class Thresholds {
  static final long ALWAYS = 0;
  static final long NEVER = 1L << 56;
  static final int HEX_DIGITS = 14;

  /** The largest randomness, which is above every threshold but {@link #NEVER}. */
  static final long RANDOMNESS_MAX = NEVER - 1;

  /** 2^-56. */
  static final double PROBABILITY_MIN = 0x1p-56;

  private static final int BITS_PER_DIGIT = 4;

  private Thresholds() {}

  /**
   * The threshold that keeps a share of all, rounded to so many significant digits; leading digits
   * 0 and f are not significant. Below 2^-56 nothing is kept.
   */
  static long ofProbability(double probability, int precision) {
    if (!(probability >= PROBABILITY_MIN)) {
      return NEVER;
    }
    if (probability >= 1) {
      return ALWAYS;
    }
    int leadingF = -exponent(probability) / BITS_PER_DIGIT;
    int leading0 = -exponent(1 - probability) / BITS_PER_DIGIT;
    int digits = Math.min(HEX_DIGITS, precision + Math.max(leadingF, leading0));
    long threshold = NEVER - Math.round(probability * NEVER);
    int shift = BITS_PER_DIGIT * (HEX_DIGITS - digits);
    if (shift == 0) {
      return threshold;
    }
    long half = 1L << (shift - 1);
    return ((threshold + half) >> shift) << shift;
  }

  /** The exponent of a number written as a fraction from 0.5 to 1 times a power of two. */
  private static int exponent(double number) {
    return Math.getExponent(number) + 1;
  }

  static double probability(long threshold) {
    return (double) (NEVER - threshold) / NEVER;
  }

  static boolean keeps(long threshold, long randomness) {
    return randomness >= threshold;
  }

  /** As {@code th} is written: hexadecimal without the zeros at the end. */
  static String tValue(long threshold) {
    if (threshold == ALWAYS) {
      return "0";
    }
    String digits = rValue(threshold);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, end);
  }

  /** As {@code rv} is written: 14 hexadecimal digits. */
  static String rValue(long randomness) {
    return String.format("%014x", randomness);
  }

  /** The threshold of a {@code th}; -1 when it is none. */
  static long parseTValue(String text) {
    if (text.isEmpty() || text.length() > HEX_DIGITS || !isHex(text)) {
      return -1;
    }
    return Long.parseLong(text, 16) << (BITS_PER_DIGIT * (HEX_DIGITS - text.length()));
  }

  /** The randomness of an {@code rv}; -1 when it is none. */
  static long parseRValue(String text) {
    return text.length() == HEX_DIGITS && isHex(text) ? Long.parseLong(text, 16) : -1;
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
  }
}
