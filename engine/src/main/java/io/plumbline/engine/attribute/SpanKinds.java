package io.plumbline.engine.attribute;

import java.util.List;

/** The names of {@code SpanKind} in {@code trace.proto}, by number. */
final class SpanKinds {
  private static final List<String> NAMES =
      List.of(
          "SPAN_KIND_UNSPECIFIED",
          "SPAN_KIND_INTERNAL",
          "SPAN_KIND_SERVER",
          "SPAN_KIND_CLIENT",
          "SPAN_KIND_PRODUCER",
          "SPAN_KIND_CONSUMER");

  private SpanKinds() {}

  /** The name of a kind; "" for a number that is none. */
  static String name(int kind) {
    return kind >= 0 && kind < NAMES.size() ? NAMES.get(kind) : "";
  }

  /** Those that may be asked for, in the order of the alphabet. */
  static List<String> valid() {
    return NAMES.subList(1, NAMES.size()).stream().sorted().toList();
  }
}
