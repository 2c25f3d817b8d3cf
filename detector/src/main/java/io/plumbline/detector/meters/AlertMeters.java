package io.plumbline.detector.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.plumbline.detector.alert.AlertListener;
import io.plumbline.detector.alert.AlertOutcome;

/** Counts what becomes of alerts, and passes it on. */
public final class AlertMeters implements AlertListener {
  private final MeterRegistry registry;
  private final AlertListener next;

  public AlertMeters(MeterRegistry registry, AlertListener next) {
    this.registry = registry;
    this.next = next;
  }

  @Override
  public void ended(String receiver, AlertOutcome outcome, int messages) {
    counter(receiver, outcome.id()).increment(messages);
    next.ended(receiver, outcome, messages);
  }

  @Override
  public void retried(String receiver) {
    counter(receiver, "retried").increment();
    next.retried(receiver);
  }

  @Override
  public void digested(String receiver, int messages) {
    counter(receiver, "digested").increment(messages);
    next.digested(receiver, messages);
  }

  private Counter counter(String receiver, String outcome) {
    return Counter.builder("detector.alerts")
        .description("What became of messages to receivers of alerts")
        .tags(Tags.of(Tag.of("receiver", receiver), Tag.of("outcome", outcome)))
        .register(registry);
  }
}
