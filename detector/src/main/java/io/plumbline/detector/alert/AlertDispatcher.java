package io.plumbline.detector.alert;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes messages about incidents on to all receivers, each at its own pace: one that is slow or
 * dead delays neither the others nor who offers messages. Messages to a receiver keep their order,
 * but for those that are held back for a cooldown or a digest. Safe for use by several threads.
 */
public final class AlertDispatcher implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(AlertDispatcher.class);

  private final Duration closeTimeout;
  private final InstantSource clock;
  private final List<Lane> lanes = new ArrayList<>();

  private AlertDispatcher(Duration closeTimeout, InstantSource clock) {
    this.closeTimeout = closeTimeout;
    this.clock = clock;
  }

  /**
   * Starts a dispatcher; nothing is told yet.
   *
   * @param log what was told before, and will be
   * @param listener counts what becomes of messages
   * @param random for the waits between attempts
   * @param console for receivers that write there
   */
  public static AlertDispatcher start(
      AlertConfig config,
      AlertLog log,
      AlertListener listener,
      InstantSource clock,
      SplittableGenerator random,
      PrintStream console) {
    AlertPolicy policy = config.policy();
    AlertDispatcher dispatcher = new AlertDispatcher(policy.closeTimeout(), clock);
    for (ReceiverConfig one : config.receivers()) {
      Backoff backoff = new Backoff(policy.retry(), random.split());
      Receiver receiver = receiver(one, console);
      dispatcher.lanes.add(new Lane(one, receiver, policy, log, listener, clock, backoff));
    }
    dispatcher.lanes.forEach(Lane::start);
    return dispatcher;
  }

  private static Receiver receiver(ReceiverConfig config, PrintStream console) {
    return switch (config) {
      case ReceiverConfig.Slack slack -> new WebReceiver(slack);
      case ReceiverConfig.Webhook webhook -> new WebReceiver(webhook);
      case ReceiverConfig.Mail mail -> new MailReceiver(mail);
      case ReceiverConfig.Console _ -> new ConsoleReceiver(console);
    };
  }

  /**
   * Takes a message for every receiver, and never blocks. A message that was offered before, also
   * before a restart, is told once; so all messages of open incidents may be offered again.
   */
  public void offer(AlertMessage message) {
    lanes.forEach(lane -> lane.offer(message));
  }

  /**
   * Tells what is still to be told, a digest at once, for as long as the policy allows; what is
   * left then is counted as abandoned. Messages offered afterwards are, too.
   */
  @Override
  public void close() {
    Instant by = clock.instant().plus(closeTimeout);
    lanes.forEach(lane -> lane.close(by));
    long endNanos = System.nanoTime() + closeTimeout.toNanos();
    try {
      for (Lane lane : lanes) {
        lane.join(Duration.ofNanos(Math.max(0, endNanos - System.nanoTime())));
      }
    } catch (InterruptedException _) {
      LOGGER.atWarn().log("Interrupted while the last alerts were told; some may be lost");
      lanes.forEach(Lane::interrupt);
      Thread.currentThread().interrupt();
    }
  }
}
