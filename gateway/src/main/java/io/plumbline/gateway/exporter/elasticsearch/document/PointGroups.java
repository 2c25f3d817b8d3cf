package io.plumbline.gateway.exporter.elasticsearch.document;

import java.util.Arrays;

/**
 * The data points of a scope, sorted into documents: points of the same time, start, unit and
 * attributes share one, unless it has a point of the same metric already. Resource and scope are
 * the same for all of them.
 *
 * <p>Groups are found by a hash of 128 bits and then compared, so that no two are ever mixed. The
 * tables are arrays of numbers that are kept: a point costs no object. Not thread-safe; reused.
 */
final class PointGroups {
  // Columns of a point.
  private static final int METRIC = 0;
  private static final int OFFSET = 1;
  private static final int LENGTH = 2;
  private static final int NEXT_POINT = 3;
  private static final int POINT_COLUMNS = 4;

  // Columns of a group.
  private static final int FIRST_POINT = 0;
  private static final int LAST_POINT = 1;
  private static final int POINTS = 2;
  private static final int NEWEST_NAME = 3;
  private static final int NEXT_GROUP = 4;
  private static final int GROUP_COLUMNS = 5;

  // Halves of a group's hash, and what is compared besides the attributes.
  private static final int HASH_FIRST = 0;
  private static final int HASH_SECOND = 1;
  private static final int TIME = 2;
  private static final int START = 3;
  private static final int KEY_COLUMNS = 4;

  private static final int NONE = -1;

  private final AttributeSets attributeSets = new AttributeSets();
  private final PointCursor representative = new PointCursor();
  private int[] points = new int[POINT_COLUMNS * 256];
  private int pointCount;
  private int[] groups = new int[GROUP_COLUMNS * 256];
  private long[] keys = new long[KEY_COLUMNS * 256];
  private int groupCount;
  private int[] slots = new int[1024];

  void clear() {
    pointCount = 0;
    if (groupCount > 0) {
      Arrays.fill(slots, 0);
      groupCount = 0;
    }
  }

  /**
   * Adds a point of a metric.
   *
   * @param metrics all metrics so far, the point's the last of them
   */
  void add(PointCursor point, int offset, int length, MetricTable metrics) {
    int metric = metrics.count() - 1;
    attributeSets.hash(point.attributes());
    long time = point.timeUnixNano();
    long start = point.startTimeUnixNano();
    long mixed = (time * 31 + start) * 31 + metrics.unitHash(metric);
    long first = attributeSets.first() + mixed * 0x9E3779B97F4A7C15L;
    long second = attributeSets.second() ^ Long.rotateLeft(mixed, 32);
    int slot = (int) (first ^ first >>> 32) & (slots.length - 1);
    int group = slots[slot] - 1;
    while (group >= 0
        && !(keys[group * KEY_COLUMNS + HASH_FIRST] == first
            && keys[group * KEY_COLUMNS + HASH_SECOND] == second
            && isOf(group, point, time, start, metrics))) {
      slot = (slot + 1) & (slots.length - 1);
      group = slots[slot] - 1;
    }
    if (group < 0) {
      group = newGroup(first, second, time, start);
      slots[slot] = group + 1;
      growSlots();
    } else {
      group = withoutName(group, metrics);
    }
    append(group, metric, offset, length, metrics.name(metric));
  }

  private boolean isOf(int group, PointCursor point, long time, long start, MetricTable metrics) {
    int other = groups[group * GROUP_COLUMNS + FIRST_POINT];
    int otherMetric = points[other * POINT_COLUMNS + METRIC];
    if (keys[group * KEY_COLUMNS + TIME] != time
        || keys[group * KEY_COLUMNS + START] != start
        || !metrics.unitsEqual(otherMetric, metrics.count() - 1)) {
      return false;
    }
    representative.wrap(metrics.kind(otherMetric), metrics.buffer(), offset(other), length(other));
    return AttributeSets.equal(point.attributes(), representative.attributes());
  }

  /** The group, or the next one with its key that has no point of this metric. */
  private int withoutName(int group, MetricTable metrics) {
    int name = metrics.name(metrics.count() - 1);
    int candidate = group;
    while (hasName(candidate, name, metrics)) {
      int next = groups[candidate * GROUP_COLUMNS + NEXT_GROUP];
      if (next == NONE) {
        int key = candidate * KEY_COLUMNS;
        next = newGroup(keys[key], keys[key + 1], keys[key + TIME], keys[key + START]);
        groups[candidate * GROUP_COLUMNS + NEXT_GROUP] = next;
      }
      candidate = next;
    }
    return candidate;
  }

  private boolean hasName(int group, int name, MetricTable metrics) {
    int row = group * GROUP_COLUMNS;
    if (groups[row + POINTS] == 0 || groups[row + NEWEST_NAME] < name) {
      return false;
    }
    int point = groups[row + FIRST_POINT];
    while (point != NONE) {
      if (metrics.name(points[point * POINT_COLUMNS + METRIC]) == name) {
        return true;
      }
      point = points[point * POINT_COLUMNS + NEXT_POINT];
    }
    return false;
  }

  private int newGroup(long first, long second, long time, long start) {
    if ((groupCount + 1) * GROUP_COLUMNS > groups.length) {
      groups = Arrays.copyOf(groups, groups.length * 2);
      keys = Arrays.copyOf(keys, keys.length * 2);
    }
    int row = groupCount * GROUP_COLUMNS;
    groups[row + FIRST_POINT] = NONE;
    groups[row + LAST_POINT] = NONE;
    groups[row + POINTS] = 0;
    groups[row + NEWEST_NAME] = NONE;
    groups[row + NEXT_GROUP] = NONE;
    int key = groupCount * KEY_COLUMNS;
    keys[key + HASH_FIRST] = first;
    keys[key + HASH_SECOND] = second;
    keys[key + TIME] = time;
    keys[key + START] = start;
    return groupCount++;
  }

  private void append(int group, int metric, int offset, int length, int name) {
    if ((pointCount + 1) * POINT_COLUMNS > points.length) {
      points = Arrays.copyOf(points, points.length * 2);
    }
    int column = pointCount * POINT_COLUMNS;
    points[column + METRIC] = metric;
    points[column + OFFSET] = offset;
    points[column + LENGTH] = length;
    points[column + NEXT_POINT] = NONE;
    int row = group * GROUP_COLUMNS;
    if (groups[row + POINTS]++ == 0) {
      groups[row + FIRST_POINT] = pointCount;
    } else {
      points[groups[row + LAST_POINT] * POINT_COLUMNS + NEXT_POINT] = pointCount;
    }
    groups[row + LAST_POINT] = pointCount;
    groups[row + NEWEST_NAME] = Math.max(groups[row + NEWEST_NAME], name);
    pointCount++;
  }

  private void growSlots() {
    if (groupCount * 2 <= slots.length) {
      return;
    }
    int[] old = slots;
    slots = new int[old.length * 2];
    for (int entry : old) {
      if (entry != 0) {
        long first = keys[(entry - 1) * KEY_COLUMNS + HASH_FIRST];
        int slot = (int) (first ^ first >>> 32) & (slots.length - 1);
        while (slots[slot] != 0) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = entry;
      }
    }
  }

  int groupCount() {
    return groupCount;
  }

  /** Points in a group. */
  int size(int group) {
    return groups[group * GROUP_COLUMNS + POINTS];
  }

  int firstPoint(int group) {
    return groups[group * GROUP_COLUMNS + FIRST_POINT];
  }

  /** The next point of the same group; negative after the last. */
  int nextPoint(int point) {
    return points[point * POINT_COLUMNS + NEXT_POINT];
  }

  int metric(int point) {
    return points[point * POINT_COLUMNS + METRIC];
  }

  int offset(int point) {
    return points[point * POINT_COLUMNS + OFFSET];
  }

  int length(int point) {
    return points[point * POINT_COLUMNS + LENGTH];
  }
}
