package io.plumbline.detector.incident;

import java.util.List;

/**
 * How strongly a service is suspected to be the cause in one window, and why.
 *
 * @param strength in widths of normal, weighted; comparable between services
 * @param reason the fact behind it, as in "self time 840 ms, typically 120–180 ms"
 * @param features names of the features that speak for it, the strongest first
 */
public record Suspect(double strength, String reason, List<String> features) {
  public Suspect {
    features = List.copyOf(features);
  }
}
