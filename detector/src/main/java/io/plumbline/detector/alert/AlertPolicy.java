package io.plumbline.detector.alert;

import io.plumbline.detector.config.ConfigSection;
import io.plumbline.detector.config.DurationText;
import java.time.Duration;

/**
 * How much is told and how hard it is tried, by every receiver for itself.
 *
 * @param cooldown for how long the same service and top feature are not told again, unless worse
 * @param messagesPerHour more than these in an hour are a storm, and go into digests
 * @param digestInterval one digest in this time while there is a storm
 * @param queueSize how many messages may wait; further ones are dropped and counted
 * @param retry what happens after a failed attempt
 * @param remembered for how long what was told is known not to be told again
 * @param closeTimeout how long closing waits for what is still to be told
 */
public record AlertPolicy(
    Duration cooldown,
    int messagesPerHour,
    Duration digestInterval,
    int queueSize,
    Retry retry,
    Duration remembered,
    Duration closeTimeout) {
  public static final AlertPolicy DEFAULT =
      new AlertPolicy(
          Duration.ofMinutes(30),
          20,
          Duration.ofMinutes(15),
          1000,
          Retry.DEFAULT,
          Duration.ofDays(30),
          Duration.ofSeconds(10));

  /**
   * Exponential backoff: the wait doubles from attempt to attempt.
   *
   * @param initial the first wait, before jitter
   * @param max the longest wait that is chosen here; a receiver may ask for a longer one
   * @param giveUpAfter a message is not tried again later than this after its first attempt
   */
  public record Retry(Duration initial, Duration max, Duration giveUpAfter) {
    public static final Retry DEFAULT =
        new Retry(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(1));

    public Retry {
      if (initial.isNegative() || initial.isZero() || initial.compareTo(max) > 0) {
        throw new IllegalArgumentException("expected 0 < initial <= max: " + initial + ", " + max);
      }
    }

    static Retry read(ConfigSection section) {
      Duration least = Duration.ofMillis(1);
      Duration initial = section.duration("initial", DEFAULT.initial, least, Duration.ofHours(1));
      Duration max = section.duration("max", DEFAULT.max, least, Duration.ofDays(1));
      if (initial.compareTo(max) > 0) {
        section.problem(
            "initial",
            "expected at most max, which is "
                + DurationText.of(max)
                + ", found "
                + DurationText.of(initial));
        initial = max;
      }
      Duration giveUpAfter =
          section.duration("give_up_after", DEFAULT.giveUpAfter, Duration.ZERO, Duration.ofDays(7));
      section.rejectUnknownKeys();
      return new Retry(initial, max, giveUpAfter);
    }
  }

  public AlertPolicy {
    if (messagesPerHour < 1 || queueSize < 1) {
      throw new IllegalArgumentException(
          "messagesPerHour and queueSize must be at least 1: "
              + messagesPerHour
              + ", "
              + queueSize);
    }
  }

  /** Reads the keys of the policy; others of the section are left to the caller. */
  static AlertPolicy read(ConfigSection section) {
    Duration second = Duration.ofSeconds(1);
    Duration week = Duration.ofDays(7);
    ConfigSection storm = section.section("storm");
    AlertPolicy policy =
        new AlertPolicy(
            section.duration("cooldown", DEFAULT.cooldown, Duration.ZERO, week),
            storm.integer("messages_per_hour", DEFAULT.messagesPerHour, 1, 10_000),
            storm.duration("digest_interval", DEFAULT.digestInterval, second, week),
            section.integer("queue_size", DEFAULT.queueSize, 1, 100_000),
            Retry.read(section.section("retry")),
            section.duration(
                "remembered", DEFAULT.remembered, Duration.ofHours(1), Duration.ofDays(365)),
            section.duration(
                "close_timeout", DEFAULT.closeTimeout, Duration.ZERO, Duration.ofMinutes(10)));
    storm.rejectUnknownKeys();
    return policy;
  }
}
