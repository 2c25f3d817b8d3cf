package io.plumbline.engine.exporter.debug;

import io.plumbline.otlp.AnyValueCursor;
import io.plumbline.otlp.ArrayValueCursor;
import io.plumbline.otlp.AttributesCursor;
import io.plumbline.otlp.wire.Slice;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Values as the Collector's debug exporter writes them. */
final class ValueText {
  /** The parser lets no deeper nesting in; this is for the stack's sake. */
  private static final int DEPTH_MAX = 64;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private ValueText() {}

  /** With the type: {@code Str(text)}, {@code Int(5)}, {@code Map({"a":1})}. */
  static String typed(AnyValueCursor value) {
    String text = plain(value);
    return switch (value.kind()) {
      case EMPTY -> "Empty()";
      case STRING -> "Str(" + text + ")";
      case BOOL -> "Bool(" + text + ")";
      case INT -> "Int(" + text + ")";
      case DOUBLE -> "Double(" + text + ")";
      case ARRAY -> "Slice(" + text + ")";
      case KVLIST -> "Map(" + text + ")";
      case BYTES -> "Bytes(" + text + ")";
    };
  }

  /** Without the type; lists and mappings as JSON. */
  static String plain(AnyValueCursor value) {
    return text(value, false, 0);
  }

  private static String text(AnyValueCursor value, boolean nested, int depth) {
    return switch (value.kind()) {
      case EMPTY -> nested ? "null" : "";
      case STRING ->
          nested ? quote(value.stringValue().toString()) : value.stringValue().toString();
      case BOOL -> Boolean.toString(value.boolValue());
      case INT -> Long.toString(value.intValue());
      case DOUBLE -> number(value.doubleValue());
      case BYTES -> {
        String base64 = Base64.getEncoder().encodeToString(value.bytesValue().toByteArray());
        yield nested ? quote(base64) : base64;
      }
      case ARRAY -> depth >= DEPTH_MAX ? "[…]" : array(value.arrayValue(), depth);
      case KVLIST -> depth >= DEPTH_MAX ? "{…}" : mapping(value.kvlistValue(), depth);
    };
  }

  private static String array(ArrayValueCursor array, int depth) {
    List<String> parts = new ArrayList<>();
    while (array.next()) {
      parts.add(text(array.value(), true, depth + 1));
    }
    return "[" + String.join(",", parts) + "]";
  }

  private static String mapping(AttributesCursor entries, int depth) {
    List<String> parts = new ArrayList<>();
    while (entries.next()) {
      String key = quote(entries.key().toString());
      parts.add(key + ":" + text(entries.value(), true, depth + 1));
    }
    return "{" + String.join(",", parts) + "}";
  }

  private static String quote(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  /** A whole number without a fraction. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  static String hex(Slice bytes) {
    return HexFormat.of()
        .formatHex(bytes.buffer(), bytes.offset(), bytes.offset() + bytes.length());
  }

  /** As Go prints a time: {@code 2020-02-11 20:26:12.000000321 +0000 UTC}. */
  static String time(long unixNano) {
    long seconds = Long.divideUnsigned(unixNano, 1_000_000_000);
    int nanos = (int) Long.remainderUnsigned(unixNano, 1_000_000_000);
    String text = TIME.format(Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC));
    String fraction = nanos == 0 ? "" : ("." + "%09d".formatted(nanos)).replaceAll("0+$", "");
    return text + fraction + " +0000 UTC";
  }

  /** {@code key=value} of each, with a blank before every one. */
  static String inline(AttributesCursor attributes) {
    String pairs = pairs(attributes, " ");
    return pairs.isEmpty() ? "" : " " + pairs;
  }

  static String pairs(AttributesCursor attributes, String separator) {
    List<String> pairs = new ArrayList<>();
    while (attributes.next()) {
      pairs.add(attributes.key() + "=" + plain(attributes.value()));
    }
    return String.join(separator, pairs);
  }
}
