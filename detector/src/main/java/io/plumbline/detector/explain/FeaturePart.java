package io.plumbline.detector.explain;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.model.Typical;
import java.util.Locale;

/**
 * One feature's part in what a window is.
 *
 * @param actual its value in the window, NaN when missing
 * @param typical its usual values
 * @param deviation how many widths of normal it lies off, positive when higher
 * @param contribution its part in the surprise, 0–1
 */
public record FeaturePart(
    Feature feature, double actual, Typical typical, double deviation, double contribution) {

  /** As in "latency p99 840 ms, typically 120–180 ms (52 %)". */
  public String sentence() {
    return fact() + String.format(Locale.ROOT, " (%.0f %%)", 100 * contribution);
  }

  /** As in "latency p99 840 ms, typically 120–180 ms". */
  public String fact() {
    String usual =
        Double.isNaN(typical.median())
            ? "never seen before"
            : "typically " + feature.text(typical.low(), typical.high());
    return feature.label() + " " + feature.text(actual) + ", " + usual;
  }
}
