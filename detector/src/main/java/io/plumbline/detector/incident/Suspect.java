package io.plumbline.detector.incident;

import java.util.List;

/**
 * How strongly a service is suspected to be the cause, in one window or several, and why.
 *
 * @param strength in widths of normal, weighted, summed over windows; comparable between services
 * @param peak the most that a single window adds to it, which is the one that the reason is from
 * @param reason the fact behind it, as in "self time 840 ms, typically 120–180 ms"
 * @param features names of the features that speak for it, the strongest first
 */
public record Suspect(double strength, double peak, String reason, List<String> features) {
  public Suspect {
    features = List.copyOf(features);
  }

  /** Of one window. */
  static Suspect of(double strength, String reason, List<String> features) {
    return new Suspect(strength, strength, reason, features);
  }

  /** Over this one's windows and others. */
  Suspect plus(Suspect other) {
    Suspect telling = other.peak > peak ? other : this;
    return new Suspect(strength + other.strength, telling.peak, telling.reason, telling.features);
  }
}
