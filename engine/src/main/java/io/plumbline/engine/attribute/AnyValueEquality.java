package io.plumbline.engine.attribute;

import io.plumbline.otlp.AnyValueCursor;
import io.plumbline.otlp.wire.Slice;

/** Whether two values are the same, in type and content. */
final class AnyValueEquality {
  private AnyValueEquality() {}

  /**
   * Compares the content of an {@code AnyValue} with a value.
   *
   * <p>Arrays and maps are compared as text, so the order of a map's keys has no meaning.
   */
  static boolean equal(Slice anyValue, AnyValueCursor actual) {
    AnyValueCursor wanted =
        new AnyValueCursor().wrap(anyValue.buffer(), anyValue.offset(), anyValue.length());
    if (wanted.kind() != actual.kind()) {
      return false;
    }
    return switch (wanted.kind()) {
      case EMPTY -> true;
      case STRING -> wanted.stringValue().contentEquals(actual.stringValue());
      case BOOL -> wanted.boolValue() == actual.boolValue();
      case INT -> wanted.intValue() == actual.intValue();
      case DOUBLE -> wanted.doubleValue() == actual.doubleValue();
      case BYTES -> wanted.bytesValue().contentEquals(actual.bytesValue());
      case ARRAY, KVLIST -> ValueText.of(wanted).equals(ValueText.of(actual));
    };
  }
}
