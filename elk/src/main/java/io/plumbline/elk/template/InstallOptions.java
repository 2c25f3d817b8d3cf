package io.plumbline.elk.template;

import java.time.Duration;

/**
 * What an installation leaves to the user.
 *
 * @param refreshInterval how long a stored document may be invisible to searches; shorter costs
 *     indexing speed
 * @param retention how long telemetry is kept, in whole days, where the node has lifecycles
 */
public record InstallOptions(Duration refreshInterval, Duration retention) {
  public static final InstallOptions DEFAULT =
      new InstallOptions(Duration.ofSeconds(1), Duration.ofDays(30));

  public InstallOptions {
    if (refreshInterval.toMillis() < 100 || refreshInterval.toHours() > 0) {
      throw new IllegalArgumentException(
          "the refresh interval must be 100 ms to 1 h: refreshInterval=" + refreshInterval);
    }
    if (retention.toDays() < 1) {
      throw new IllegalArgumentException(
          "telemetry is kept for a day or longer: retention=" + retention);
    }
  }
}
