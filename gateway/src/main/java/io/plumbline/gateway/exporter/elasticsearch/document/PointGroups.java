package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.AttributesCursor;
import io.plumbline.otlp.MetricKind;
import java.util.Arrays;

/**
 * The data points of a scope, sorted into documents: points of the same time, start, unit and
 * attributes share one, unless it has a point of the same metric already. Resource and scope are
 * the same for all of them.
 *
 * <p>Groups are found by a hash and then compared, so that no two are ever mixed. The tables are
 * arrays of numbers that are kept: a point costs no object. Not thread-safe; reused.
 */
final class PointGroups {
  // Columns of a point.
  private static final int METRIC = 0;
  private static final int OFFSET = 1;
  private static final int LENGTH = 2;
  private static final int NEXT_POINT = 3;
  private static final int REGION = 4;
  private static final int REGION_OFFSET = 5;
  private static final int TYPE = 6;
  private static final int POINT_COLUMNS = 7;

  // Types of a point.
  private static final int INT = 0;
  private static final int DOUBLE = 1;
  private static final int OTHER = 2;

  // Columns of a group.
  private static final int FIRST_POINT = 0;
  private static final int LAST_POINT = 1;
  private static final int POINTS = 2;
  private static final int NEWEST_NAME = 3;
  private static final int NEXT_GROUP = 4;
  private static final int SET = 5;
  private static final int LAST_NAME = 6;
  private static final int LAST_GROUP = 7;
  private static final int GROUP_COLUMNS = 8;

  // Times of a group.
  private static final int TIME = 0;
  private static final int START = 1;
  private static final int TIME_COLUMNS = 2;

  private static final int NONE = -1;

  private final AttributeSets attributeSets = new AttributeSets();
  private final HashIndex index = new HashIndex();
  private int[] points = new int[POINT_COLUMNS * 256];
  private long[] numbers = new long[256];
  private int pointCount;
  private int[] groups = new int[GROUP_COLUMNS * 256];
  private long[] times = new long[TIME_COLUMNS * 256];

  void clear() {
    pointCount = 0;
    index.clear();
    attributeSets.clear();
  }

  /**
   * Adds a point of a metric.
   *
   * @param metrics all metrics so far, the point's the last of them
   */
  void add(PointCursor point, int offset, int length, MetricTable metrics) {
    int metric = metrics.count() - 1;
    int region = attributeSets.region(point, offset, length, metrics);
    int set = attributeSets.set(region);
    long time = point.timeUnixNano();
    long start = point.startTimeUnixNano();
    long hash = Murmur3.finish(((time * 31 + start) * 31 + metrics.unitHash(metric)) * 31 + set);
    int group = index.first(hash);
    while (group >= 0 && !isOf(group, set, time, start, metrics)) {
      group = index.next(group, hash);
    }
    if (group < 0) {
      group = newGroup(index.add(hash), set, time, start);
    } else {
      group = withoutName(group, metrics);
    }
    append(group, metric, offset, length, metrics.name(metric));
    describe(pointCount - 1, point, region);
  }

  private void describe(int number, PointCursor point, int region) {
    int column = number * POINT_COLUMNS;
    points[column + REGION] = region;
    AttributesCursor attributes = point.attributes();
    points[column + REGION_OFFSET] =
        attributes.count() > 0
            ? attributes.regionOffset()
            : points[column + OFFSET] + points[column + LENGTH];
    boolean isNumber = point.kind() == MetricKind.GAUGE || point.kind() == MetricKind.SUM;
    if (!isNumber) {
      points[column + TYPE] = OTHER;
    } else if (point.number().isInt()) {
      points[column + TYPE] = INT;
      numbers[number] = point.number().intValue();
    } else {
      points[column + TYPE] = DOUBLE;
      numbers[number] = Double.doubleToRawLongBits(point.number().doubleValue());
    }
  }

  private boolean isOf(int group, int set, long time, long start, MetricTable metrics) {
    int metric = points[groups[group * GROUP_COLUMNS + FIRST_POINT] * POINT_COLUMNS + METRIC];
    return groups[group * GROUP_COLUMNS + SET] == set
        && times[group * TIME_COLUMNS + TIME] == time
        && times[group * TIME_COLUMNS + START] == start
        && metrics.unitsEqual(metric, metrics.count() - 1);
  }

  /**
   * The group, or the next one with its key that has no point of this metric. Points of one metric
   * come one after the other: the search goes on where the last one ended.
   */
  private int withoutName(int group, MetricTable metrics) {
    int name = metrics.name(metrics.count() - 1);
    int row = group * GROUP_COLUMNS;
    int candidate = groups[row + LAST_NAME] == name ? next(groups[row + LAST_GROUP], group) : group;
    while (hasName(candidate, name, metrics)) {
      candidate = next(candidate, group);
    }
    groups[row + LAST_NAME] = name;
    groups[row + LAST_GROUP] = candidate;
    return candidate;
  }

  /** The group after this one in the chain that begins with {@code first}, a new one at its end. */
  private int next(int group, int first) {
    int next = groups[group * GROUP_COLUMNS + NEXT_GROUP];
    if (next == NONE) {
      int times = first * TIME_COLUMNS;
      next =
          newGroup(
              index.addUnfindable(),
              groups[first * GROUP_COLUMNS + SET],
              this.times[times + TIME],
              this.times[times + START]);
      groups[group * GROUP_COLUMNS + NEXT_GROUP] = next;
    }
    return next;
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

  private int newGroup(int group, int set, long time, long start) {
    if ((group + 1) * GROUP_COLUMNS > groups.length) {
      groups = Arrays.copyOf(groups, groups.length * 2);
      times = Arrays.copyOf(times, times.length * 2);
    }
    int row = group * GROUP_COLUMNS;
    groups[row + FIRST_POINT] = NONE;
    groups[row + LAST_POINT] = NONE;
    groups[row + POINTS] = 0;
    groups[row + NEWEST_NAME] = NONE;
    groups[row + NEXT_GROUP] = NONE;
    groups[row + SET] = set;
    groups[row + LAST_NAME] = NONE;
    groups[row + LAST_GROUP] = group;
    times[group * TIME_COLUMNS + TIME] = time;
    times[group * TIME_COLUMNS + START] = start;
    return group;
  }

  private void append(int group, int metric, int offset, int length, int name) {
    if ((pointCount + 1) * POINT_COLUMNS > points.length) {
      points = Arrays.copyOf(points, points.length * 2);
      numbers = Arrays.copyOf(numbers, numbers.length * 2);
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

  int groupCount() {
    return index.size();
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

  /** A hash of the bytes that hold the point's attributes. */
  long regionHash(int point) {
    return attributeSets.hash(points[point * POINT_COLUMNS + REGION]);
  }

  /** Where the bytes that hold the point's attributes begin: at its end when it has none. */
  int regionOffset(int point) {
    return points[point * POINT_COLUMNS + REGION_OFFSET];
  }

  int regionEnd(int point) {
    return regionOffset(point) + attributeSets.length(points[point * POINT_COLUMNS + REGION]);
  }

  /** Whether the point is one of a gauge or sum. */
  boolean isNumber(int point) {
    return points[point * POINT_COLUMNS + TYPE] != OTHER;
  }

  /** Whether the value of a gauge or sum is a whole number. */
  boolean isInt(int point) {
    return points[point * POINT_COLUMNS + TYPE] == INT;
  }

  /** Writes the value of a gauge or sum. */
  void writeNumber(JsonBuffer json, int point) {
    if (isInt(point)) {
      json.number(numbers[point]);
    } else {
      json.number(Double.longBitsToDouble(numbers[point]));
    }
  }
}
