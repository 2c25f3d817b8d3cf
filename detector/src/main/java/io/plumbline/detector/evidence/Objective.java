package io.plumbline.detector.evidence;

import io.plumbline.detector.config.ConfigSection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service has promised: so many of its requests succeed in so many days.
 *
 * @param availability share of requests, below 1
 * @param days over which the share is counted
 */
public record Objective(String service, double availability, int days) {
  /** Reads the list {@code objectives}; what is wrong is recorded in the section. */
  public static List<Objective> read(ConfigSection section) {
    List<Objective> objectives = new ArrayList<>();
    for (ConfigSection one : section.sections("objectives")) {
      objectives.add(
          new Objective(
              one.requiredString("service"),
              one.number("availability", 0.999, 0.000_001, 0.999_999_999),
              one.integer("days", 30, 1, 366)));
      one.rejectUnknownKeys();
    }
    return objectives;
  }

  /**
   * The share of the error budget that failures use up.
   *
   * @param usualRate requests a second that the service usually serves
   */
  double budget(double failed, double usualRate) {
    double requests = usualRate * Duration.ofDays(days).toSeconds();
    return failed / ((1 - availability) * requests);
  }
}
