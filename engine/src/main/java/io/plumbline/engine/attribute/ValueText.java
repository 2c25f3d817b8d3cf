package io.plumbline.engine.attribute;

import io.plumbline.otlp.AnyValueCursor;
import io.plumbline.otlp.ArrayValueCursor;
import io.plumbline.otlp.AttributesCursor;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values as text, as the Collector's {@code AsString} has it: strings as they are, numbers as in
 * JSON, bytes in base64, arrays and maps as JSON with the keys in order.
 */
public final class ValueText {
  private ValueText() {}

  public static String of(AnyValueCursor value) {
    return switch (value.kind()) {
      case EMPTY -> "";
      case STRING -> value.stringValue().toString();
      case BOOL -> String.valueOf(value.boolValue());
      case INT -> String.valueOf(value.intValue());
      case DOUBLE -> number(value.doubleValue());
      case BYTES -> Base64.getEncoder().encodeToString(value.bytesValue().toByteArray());
      case ARRAY, KVLIST -> {
        StringBuilder json = new StringBuilder();
        json(value, json);
        yield json.toString();
      }
    };
  }

  /** The shortest digits; with an exponent below 1e-6 and from 1e21 on, as JavaScript has it. */
  static String number(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.isNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    double size = Math.abs(number);
    if (size >= 1e-6 && size < 1e21) {
      return exact.toPlainString();
    }
    String digits = exact.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - exact.scale();
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    String sign = number < 0 ? "-" : "";
    return sign + digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
  }

  private static void json(AnyValueCursor value, StringBuilder out) {
    switch (value.kind()) {
      case EMPTY -> out.append("null");
      case STRING, BYTES -> quoted(of(value), out);
      case BOOL, INT, DOUBLE -> out.append(of(value));
      case ARRAY -> {
        out.append('[');
        ArrayValueCursor elements = value.arrayValue();
        for (boolean first = true; elements.next(); first = false) {
          out.append(first ? "" : ",");
          json(elements.value(), out);
        }
        out.append(']');
      }
      case KVLIST -> {
        Map<String, String> entries = new TreeMap<>();
        AttributesCursor attributes = value.kvlistValue();
        while (attributes.next()) {
          StringBuilder element = new StringBuilder();
          json(attributes.value(), element);
          entries.put(attributes.key().toString(), element.toString());
        }
        out.append('{');
        entries.forEach((key, element) -> {
          out.append(out.charAt(out.length() - 1) == '{' ? "" : ",");
          quoted(key, out);
          out.append(':').append(element);
        });
        out.append('}');
      }
    }
  }

  private static void quoted(String text, StringBuilder out) {
    out.append('"');
    for (int index = 0; index < text.length(); index++) {
      char c = text.charAt(index);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
