package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.AttributesCursor;
import java.util.Arrays;

/**
 * Hashes and compares attributes as sets: in any order. Two attributes are equal when their bytes
 * are, which every sender's encoder makes so. Not thread-safe.
 */
final class AttributeSets {
  private final Murmur3 murmur = new Murmur3();
  private long first;
  private long second;

  /** Hashes; the two halves are kept until the next call. */
  void hash(AttributesCursor attributes) {
    first = 0;
    second = 0;
    while (attributes.next()) {
      murmur.hash(attributes.buffer(), attributes.offset(), attributes.length(), 0);
      // A sum does not depend on the order.
      first += murmur.first();
      second += murmur.second();
    }
  }

  long first() {
    return first;
  }

  long second() {
    return second;
  }

  static boolean equal(AttributesCursor one, AttributesCursor other) {
    if (one.count() != other.count()) {
      return false;
    }
    while (one.next()) {
      // As a rule both are in the same order.
      if (!(other.next() && equalCurrent(one, other)) && !findCurrent(one, other)) {
        return false;
      }
    }
    return true;
  }

  private static boolean findCurrent(AttributesCursor one, AttributesCursor other) {
    other.rewind();
    while (other.next()) {
      if (equalCurrent(one, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean equalCurrent(AttributesCursor one, AttributesCursor other) {
    return Arrays.equals(
        one.buffer(),
        one.offset(),
        one.offset() + one.length(),
        other.buffer(),
        other.offset(),
        other.offset() + other.length());
  }
}
