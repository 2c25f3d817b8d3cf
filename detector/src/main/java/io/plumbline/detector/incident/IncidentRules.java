package io.plumbline.detector.incident;

/**
 * When an incident opens, stays and closes, in terms of surprise S.
 *
 * @param stays a service is odd while S is at least this
 * @param opens S that opens an incident when reached in 2 of 3 windows
 * @param opensAtOnce S that opens one in a single window
 * @param calmWindows windows in a row without an odd service that close it
 */
public record IncidentRules(double stays, double opens, double opensAtOnce, int calmWindows) {
  public static final IncidentRules DEFAULT = new IncidentRules(2, 4, 8, 5);

  public IncidentRules {
    if (!(stays > 0 && stays <= opens && opens <= opensAtOnce)) {
      throw new IllegalArgumentException(
          "expected 0 < stays <= opens <= opensAtOnce: "
              + stays
              + ", "
              + opens
              + ", "
              + opensAtOnce);
    }
    if (calmWindows < 1) {
      throw new IllegalArgumentException("calmWindows must be at least 1: " + calmWindows);
    }
  }

  public IncidentRules withCalmWindows(int count) {
    return new IncidentRules(stays, opens, opensAtOnce, count);
  }
}
