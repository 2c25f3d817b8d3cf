package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.MetricCursor;
import io.plumbline.otlp.MetricKind;
import io.plumbline.otlp.wire.Slice;
import java.util.Arrays;

/** What the documents need of each metric of a scope. Not thread-safe; reused. */
final class MetricTable {
  private static final int CUMULATIVE = 2;

  private static final int OFFSET = 0;
  private static final int END = 1;
  private static final int NAME = 2;
  private static final int UNIT = 3;
  private static final int UNIT_LENGTH = 4;
  private static final int UNIT_HASH = 5;
  private static final int COUNTER = 6;
  private static final int COLUMNS = 7;

  private final MetricNames names = new MetricNames();
  private int[] rows = new int[COLUMNS * 64];
  private MetricKind[] kinds = new MetricKind[64];
  private byte[] buffer = new byte[0];
  private int count;

  /** Forgets all metrics; the next ones are in this buffer. */
  void clear(byte[] newBuffer) {
    buffer = newBuffer;
    names.clear(newBuffer);
    count = 0;
  }

  void add(MetricCursor metric) {
    if (count == kinds.length) {
      rows = Arrays.copyOf(rows, rows.length * 2);
      kinds = Arrays.copyOf(kinds, kinds.length * 2);
    }
    int row = count * COLUMNS;
    Slice unit = metric.unit();
    rows[row + OFFSET] = metric.offset();
    rows[row + END] = metric.offset() + metric.length();
    rows[row + NAME] = names.number(metric.name());
    rows[row + UNIT] = unit.offset();
    rows[row + UNIT_LENGTH] = unit.length();
    rows[row + UNIT_HASH] = unit.hashCode();
    rows[row + COUNTER] =
        metric.isMonotonic() && metric.aggregationTemporality() == CUMULATIVE ? 1 : 0;
    kinds[count++] = metric.kind();
  }

  int count() {
    return count;
  }

  byte[] buffer() {
    return buffer;
  }

  MetricNames names() {
    return names;
  }

  int offset(int metric) {
    return rows[metric * COLUMNS + OFFSET];
  }

  int end(int metric) {
    return rows[metric * COLUMNS + END];
  }

  /** The number of the metric's name. */
  int name(int metric) {
    return rows[metric * COLUMNS + NAME];
  }

  int unitHash(int metric) {
    return rows[metric * COLUMNS + UNIT_HASH];
  }

  void unit(int metric, Slice target) {
    int length = rows[metric * COLUMNS + UNIT_LENGTH];
    if (length == 0) {
      target.clear();
    } else {
      target.wrap(buffer, rows[metric * COLUMNS + UNIT], length);
    }
  }

  boolean unitsEqual(int one, int other) {
    int length = rows[one * COLUMNS + UNIT_LENGTH];
    if (length != rows[other * COLUMNS + UNIT_LENGTH]) {
      return false;
    }
    int first = rows[one * COLUMNS + UNIT];
    int second = rows[other * COLUMNS + UNIT];
    return Arrays.equals(buffer, first, first + length, buffer, second, second + length)
        || length == 0;
  }

  MetricKind kind(int metric) {
    return kinds[metric];
  }

  /** Whether it only rises, from the process's start on. */
  boolean isCounter(int metric) {
    return rows[metric * COLUMNS + COUNTER] != 0;
  }
}
