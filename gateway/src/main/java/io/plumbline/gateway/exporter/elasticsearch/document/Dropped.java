package io.plumbline.gateway.exporter.elasticsearch.document;

import java.util.EnumMap;
import java.util.Locale;

/** How many items of a batch no document can be made of, by reason. Not thread-safe; reused. */
public final class Dropped {

  /** Why there can be no document. */
  public enum Reason {
    /** NaN or infinite, which JSON and Elasticsearch do not have. */
    NOT_FINITE,
    /** A number without a value. */
    NO_VALUE,
    /** The point says itself that nothing was recorded. */
    NO_RECORDED_VALUE,
    /** Counts and bounds do not belong together. */
    INVALID_HISTOGRAM,
    /** A cumulative histogram; a document holds what happened since the one before. */
    CUMULATIVE_HISTOGRAM,
    /** A metric of a kind that is not known. */
    UNKNOWN_METRIC,
    /** The scope asks for documents of another mapping mode. */
    MAPPING_MODE;

    /** As a label of a metric. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final EnumMap<Reason, Integer> items = new EnumMap<>(Reason.class);

  void clear() {
    items.clear();
  }

  void add(Reason reason, int dropped) {
    items.merge(reason, dropped, Integer::sum);
  }

  public int items(Reason reason) {
    return items.getOrDefault(reason, 0);
  }

  public int total() {
    return items.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Such as {@code 3 not_finite, 1 no_value}; "" when nothing was dropped. */
  public String describe() {
    StringBuilder description = new StringBuilder();
    for (Reason reason : items.keySet()) {
      if (items(reason) > 0) {
        description.append(description.isEmpty() ? "" : ", ");
        description.append(items(reason)).append(' ').append(reason.label());
      }
    }
    return description.toString();
  }
}
