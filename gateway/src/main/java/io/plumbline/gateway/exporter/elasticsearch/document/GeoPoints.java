package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.AttributesCursor;
import io.plumbline.otlp.ValueKind;
import io.plumbline.otlp.wire.Slice;
import java.util.Arrays;

/**
 * Coordinates among attributes: {@code X.geo.location.lat} and {@code X.geo.location.lon}, both
 * doubles, become one point {@code X.geo.location: [lon, lat]}, which Elasticsearch can map. Not
 * thread-safe; reused.
 */
final class GeoPoints {
  private static final byte[] LOCATION = JsonBuffer.ascii("geo.location");
  private static final int SUFFIX_LENGTH = LOCATION.length + ".lat".length();

  private Slice[] keys = new Slice[0];
  private double[] values = new double[0];
  private int count;

  boolean isEmpty() {
    return count == 0;
  }

  /** Keeps the current attribute if it is a coordinate; whether it is. */
  boolean take(AttributesCursor attribute) {
    Slice key = attribute.key();
    int length = key.length();
    byte last = length < SUFFIX_LENGTH ? 0 : key.byteAt(length - 1);
    if ((last != 't' && last != 'n') || !isCoordinate(key)) {
      return false;
    }
    if (attribute.value().kind() != ValueKind.DOUBLE
        || !Double.isFinite(attribute.value().doubleValue())) {
      return false;
    }
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, count + 2);
      values = Arrays.copyOf(values, count + 2);
      keys[count] = new Slice();
      keys[count + 1] = new Slice();
    }
    keys[count].wrap(key.buffer(), key.offset(), length);
    values[count] = attribute.value().doubleValue();
    count++;
    return true;
  }

  private static boolean isCoordinate(Slice key) {
    int start = key.length() - SUFFIX_LENGTH;
    if (start > 0 && key.byteAt(start - 1) != '.') {
      return false;
    }
    for (int index = 0; index < LOCATION.length; index++) {
      if (key.byteAt(start + index) != LOCATION[index]) {
        return false;
      }
    }
    int end = start + LOCATION.length;
    return key.byteAt(end) == '.'
        && key.byteAt(end + 1) == 'l'
        && ((key.byteAt(end + 2) == 'a' && key.byteAt(end + 3) == 't')
            || (key.byteAt(end + 2) == 'o' && key.byteAt(end + 3) == 'n'));
  }

  /** Writes what was kept as members, each with a comma behind, and forgets it. */
  void write(JsonBuffer json) {
    for (int index = 0; index < count; index++) {
      Slice key = keys[index];
      int partner = partner(index);
      if (partner < 0) {
        json.string(key.buffer(), key.offset(), key.length());
        json.raw(':').number(values[index]).raw(',');
      } else if (index < partner) {
        double longitude = isLongitude(key) ? values[index] : values[partner];
        double latitude = isLongitude(key) ? values[partner] : values[index];
        json.string(key.buffer(), key.offset(), key.length() - ".lat".length());
        json.raw(':').raw('[').number(longitude).raw(',').number(latitude).raw(']').raw(',');
      }
    }
    count = 0;
  }

  private int partner(int index) {
    Slice key = keys[index];
    int prefix = key.length() - ".lat".length();
    for (int other = 0; other < count; other++) {
      Slice candidate = keys[other];
      if (candidate.length() == key.length()
          && isLongitude(candidate) != isLongitude(key)
          && Arrays.equals(
              candidate.buffer(),
              candidate.offset(),
              candidate.offset() + prefix,
              key.buffer(),
              key.offset(),
              key.offset() + prefix)) {
        return other;
      }
    }
    return -1;
  }

  private static boolean isLongitude(Slice key) {
    return key.byteAt(key.length() - 1) == 'n';
  }
}
