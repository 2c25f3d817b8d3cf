package io.plumbline.engine.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Settings;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The counters every receiver keeps: {@code otelcol_receiver_accepted_spans{receiver,transport}},
 * {@code otelcol_receiver_refused_spans}, {@code otelcol_receiver_failed_spans} and their siblings
 * of the other signals.
 *
 * <p>Accepted is what a consumer took, refused what it did not, failed what broke on the way to it;
 * an item is counted under one of the three.
 */
public final class ReceiverMetrics {
  private final Map<Signal, Counter> accepted = new EnumMap<>(Signal.class);
  private final Map<Signal, Counter> refused = new EnumMap<>(Signal.class);
  private final Map<Signal, Counter> failed = new EnumMap<>(Signal.class);

  /**
   * Counters of one receiver and one way in.
   *
   * @param transport {@code grpc}, {@code http} or whatever else telemetry came by
   */
  public ReceiverMetrics(Settings settings, String transport) {
    String receiver = settings.id().toString();
    for (Signal signal : Signal.values()) {
      accepted.put(signal, counter(settings.meters(), "accepted", signal, receiver, transport));
      refused.put(signal, counter(settings.meters(), "refused", signal, receiver, transport));
      failed.put(signal, counter(settings.meters(), "failed", signal, receiver, transport));
    }
  }

  /** Hands a batch on, counts its items by what became of them, and passes the answer back. */
  public Outcome consume(Consumer next, Batch batch) {
    Outcome outcome;
    try {
      outcome = next.consume(batch);
    } catch (RuntimeException | Error bug) {
      count(failed, batch.signal(), batch.itemCount());
      throw bug;
    }
    int refusedItems = refusedItems(batch, outcome);
    refused(batch.signal(), refusedItems);
    accepted(batch.signal(), batch.itemCount() - refusedItems);
    return outcome;
  }

  public void accepted(Signal signal, int items) {
    count(accepted, signal, items);
  }

  /** For what a receiver had to turn away itself, before any consumer saw it. */
  public void refused(Signal signal, int items) {
    count(refused, signal, items);
  }

  private static void count(Map<Signal, Counter> counters, Signal signal, int items) {
    Objects.requireNonNull(counters.get(signal)).increment(items);
  }

  private static int refusedItems(Batch batch, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> 0;
      case Outcome.PartlyRejected(int rejectedItems, String _) -> rejectedItems;
      case Outcome.RetryAfter retry ->
          retry.remaining() == null ? batch.itemCount() : retry.remaining().itemCount();
      case Outcome.Rejected _ -> batch.itemCount();
    };
  }

  private static Counter counter(
      MeterRegistry meters, String verb, Signal signal, String receiver, String transport) {
    String what =
        switch (verb) {
          case "accepted" -> " successfully pushed into the pipeline.";
          case "refused" -> " that could not be pushed into the pipeline.";
          default -> " that failed to be processed by the receiver due to internal errors.";
        };
    String description = "Number of " + words(signal) + what;
    return Counter.builder("otelcol_receiver_" + verb + "_" + signal.itemsName())
        .description(description)
        .tag("receiver", receiver)
        .tag("transport", transport)
        .register(meters);
  }

  private static String words(Signal signal) {
    return signal.itemsName().replace('_', ' ');
  }
}
