package io.plumbline.detector.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of one set.
 *
 * @param format the kind of set
 * @param name of the set
 * @param measures by name, in the order to show; NaN where it could not be measured
 */
public record Result(String format, String name, Map<String, Double> measures) {
  public Result {
    measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
  }
}
