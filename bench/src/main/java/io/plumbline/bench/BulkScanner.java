package io.plumbline.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Counts the documents of a bulk body and picks their span ids out, from bytes that come in pieces.
 * A document is two lines, its action and itself.
 */
final class BulkScanner {
  private static final byte[] MEMBER = "\"span_id\":\"".getBytes(US_ASCII);
  private static final int HEX_DIGITS = 16;

  private long[] spanIds = new long[256];
  private int spanCount;
  private long lines;
  private int matched;
  private int digits;
  private long id;

  void scan(byte[] buffer, int length) {
    for (int index = 0; index < length; index++) {
      byte value = buffer[index];
      if (value == '\n') {
        lines++;
      }
      if (matched == MEMBER.length) {
        digit(value);
      } else if (value == MEMBER[matched]) {
        matched++;
      } else {
        matched = value == MEMBER[0] ? 1 : 0;
      }
    }
  }

  private void digit(byte value) {
    int digit = Character.digit(value, 16);
    id = id << 4 | digit;
    digits++;
    if (digit < 0) {
      restart();
    } else if (digits == HEX_DIGITS) {
      if (spanCount == spanIds.length) {
        spanIds = Arrays.copyOf(spanIds, 2 * spanCount);
      }
      // The generator writes its numbers with the lowest byte first.
      spanIds[spanCount++] = Long.reverseBytes(id);
      restart();
    }
  }

  private void restart() {
    matched = 0;
    digits = 0;
    id = 0;
  }

  int documents() {
    return Math.toIntExact(lines / 2);
  }

  void addSpansTo(SpanIds ids) {
    ids.addAll(spanIds, spanCount);
  }
}
