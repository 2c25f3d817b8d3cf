package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.AttributesCursor;
import java.util.Arrays;

/**
 * Numbers the different sets of attributes of the data points of a scope, whatever the order of
 * their attributes. Two attributes are equal when their bytes are, which every sender's encoder
 * makes so.
 *
 * <p>Points of different metrics mostly have the very same bytes for the same attributes: these are
 * looked up as a whole, and only bytes that are new are taken apart. Found by hash, then compared,
 * so that no two sets are ever mixed. Not thread-safe; reused.
 */
final class AttributeSets {
  // Columns of a region: bytes that hold all attributes of a point.
  private static final int OFFSET = 0;
  private static final int LENGTH = 1;
  private static final int SET = 2;
  private static final int POINT = 3;
  private static final int POINT_LENGTH = 4;
  private static final int METRIC = 5;
  private static final int COLUMNS = 6;

  private final Murmur3 murmur = new Murmur3();
  private final PointCursor known = new PointCursor();
  private final HashIndex regions = new HashIndex();
  private final HashIndex sets = new HashIndex();
  private int[] rows = new int[COLUMNS * 64];

  /** The region that a set was first seen in. */
  private int[] firstRegions = new int[64];

  void clear() {
    regions.clear();
    sets.clear();
  }

  /** The number of the bytes that hold a point's attributes, a new one when not seen before. */
  int region(PointCursor point, int offset, int length, MetricTable metrics) {
    AttributesCursor attributes = point.attributes();
    byte[] buffer = metrics.buffer();
    int start = attributes.regionOffset();
    int end = attributes.regionEnd();
    murmur.hash(buffer, start, end - start, 0);
    long hash = murmur.first();
    for (int region = regions.first(hash); region >= 0; region = regions.next(region, hash)) {
      int row = region * COLUMNS;
      int other = rows[row + OFFSET];
      if (Arrays.equals(buffer, other, other + rows[row + LENGTH], buffer, start, end)) {
        return region;
      }
    }
    int region = regions.add(hash);
    if (region * COLUMNS == rows.length) {
      rows = Arrays.copyOf(rows, rows.length * 2);
    }
    int row = region * COLUMNS;
    rows[row + OFFSET] = start;
    rows[row + LENGTH] = end - start;
    rows[row + POINT] = offset;
    rows[row + POINT_LENGTH] = length;
    rows[row + METRIC] = metrics.count() - 1;
    rows[row + SET] = find(attributes, region, metrics);
    return region;
  }

  private int find(AttributesCursor attributes, int region, MetricTable metrics) {
    long hash = 0;
    while (attributes.next()) {
      murmur.hash(attributes.buffer(), attributes.offset(), attributes.length(), 0);
      // A sum does not depend on the order.
      hash += murmur.first();
    }
    for (int set = sets.first(hash); set >= 0; set = sets.next(set, hash)) {
      int row = firstRegions[set] * COLUMNS;
      known.wrap(
          metrics.kind(rows[row + METRIC]),
          metrics.buffer(),
          rows[row + POINT],
          rows[row + POINT_LENGTH]);
      if (equal(attributes.rewind(), known.attributes())) {
        return set;
      }
    }
    int set = sets.add(hash);
    if (set == firstRegions.length) {
      firstRegions = Arrays.copyOf(firstRegions, set * 2);
    }
    firstRegions[set] = region;
    return set;
  }

  /** The number of the set in a region. */
  int set(int region) {
    return rows[region * COLUMNS + SET];
  }

  /** How many bytes the region has. */
  int length(int region) {
    return rows[region * COLUMNS + LENGTH];
  }

  /** A hash of the region's bytes. */
  long hash(int region) {
    return regions.hash(region);
  }

  private static boolean equal(AttributesCursor one, AttributesCursor other) {
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
