package io.plumbline.otlp.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one JSON value as what a field holds. */
final class JsonValues {
  private static final BigInteger UNSIGNED_MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  /** More digits before the point than any 64-bit number has. */
  private static final int DIGITS_MAX = 20;

  private JsonValues() {}

  static String string(JsonParser parser) throws JsonMismatch {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw mismatch("a string", parser);
    }
    return parser.getString();
  }

  static boolean bool(JsonParser parser) throws JsonMismatch {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> throw mismatch("true or false", parser);
    };
  }

  /** Base64 of either alphabet, padded or not. */
  static byte[] base64(JsonParser parser) throws JsonMismatch {
    String text = string(parser);
    try {
      return text.indexOf('-') >= 0 || text.indexOf('_') >= 0
          ? Base64.getUrlDecoder().decode(text)
          : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw mismatch("base64", parser);
    }
  }

  static byte[] hex(JsonParser parser, int sizeBytes) throws JsonMismatch {
    String text = string(parser);
    if (text.isEmpty() || text.length() == 2 * sizeBytes) {
      try {
        return HexFormat.of().parseHex(text);
      } catch (IllegalArgumentException _) {
        // Told below, together with a wrong length.
      }
    }
    throw mismatch(2 * sizeBytes + " hexadecimal digits or none", parser);
  }

  static int enumeration(JsonParser parser) throws JsonMismatch {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return (int) integer(parser, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    Integer number = EnumNames.number(parser.getString());
    if (number == null) {
      throw mismatch("the name or number of an enumeration's value", parser);
    }
    return number;
  }

  static long integer(JsonParser parser, long min, long max) throws JsonMismatch {
    BigInteger value = wholeNumber(parser);
    if (value == null
        || value.bitLength() > 63
        || value.longValue() < min
        || value.longValue() > max) {
      throw mismatch("a whole number from " + min + " to " + max, parser);
    }
    return value.longValue();
  }

  /** A number of 64 bits without a sign. */
  static long unsigned(JsonParser parser) throws JsonMismatch {
    BigInteger value = wholeNumber(parser);
    if (value == null || value.signum() < 0 || value.compareTo(UNSIGNED_MAX) > 0) {
      throw mismatch("a whole number from 0 to " + UNSIGNED_MAX, parser);
    }
    return value.longValue();
  }

  static double number(JsonParser parser) throws JsonMismatch {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_STRING -> number(parser.getString(), parser);
      case null, default -> throw mismatch("a number", parser);
    };
  }

  private static double number(String text, JsonParser parser) throws JsonMismatch {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> {
        BigDecimal value = decimal(text);
        if (value == null) {
          throw mismatch("a number", parser);
        }
        yield value.doubleValue();
      }
    };
  }

  /** Null when the value is not a whole number of at most {@link #DIGITS_MAX} digits. */
  private static @Nullable BigInteger wholeNumber(JsonParser parser) {
    String text =
        switch (parser.currentToken()) {
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> parser.getString();
          case null, default -> "";
        };
    BigDecimal value = decimal(text);
    if (value == null) {
      return null;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    // The number of digits first: 1e999999999 is short to write and long to expand.
    if (stripped.scale() > 0 || stripped.precision() - (long) stripped.scale() > DIGITS_MAX) {
      return null;
    }
    return stripped.toBigInteger();
  }

  private static @Nullable BigDecimal decimal(String text) {
    if (text.isEmpty() || text.length() > 1_000) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static JsonMismatch mismatch(String expected, JsonParser parser) {
    return new JsonMismatch("expected " + expected + ": " + found(parser));
  }

  /** What stands there, short enough for a message. */
  static String found(JsonParser parser) {
    return switch (parser.currentToken()) {
      case null -> "nothing";
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "\"" + shortened(parser.getString()) + "\"";
      case JsonToken _ -> shortened(parser.getString());
    };
  }

  private static String shortened(@Nullable String text) {
    if (text == null) {
      return "nothing";
    }
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
