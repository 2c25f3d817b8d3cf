package io.plumbline.otlp;

import io.plumbline.otlp.schema.Field;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;

/** The names of the fields that lead to a place in an export request. */
final class FieldPath {
  private FieldPath() {}

  /**
   * The path that goes through the occurrence of {@code field} at {@code fieldStart}, then along
   * {@code rest}. The message's bytes from its start up to there are well-formed; going over them
   * again for the index costs no more than reading them did.
   */
  static String prepend(byte[] buffer, int messageStart, int fieldStart, Field field, String rest) {
    String name = field.name();
    if (field.repeated()) {
      name += "[" + occurrences(buffer, messageStart, fieldStart, field.number()) + "]";
    }
    return rest.isEmpty() ? name : name + "." + rest;
  }

  private static int occurrences(byte[] buffer, int start, int end, int number) {
    WireReader reader = new WireReader().wrap(buffer, start, end - start);
    int count = 0;
    while (reader.hasRemaining()) {
      int tag = reader.readTag();
      if (WireType.fieldNumber(tag) == number) {
        count++;
      }
      reader.skip(tag);
    }
    return count;
  }
}
