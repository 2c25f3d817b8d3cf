package io.plumbline.detector.cli;

import io.plumbline.detector.config.DurationText;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.monitor.DriftWatch;
import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.FindingStore;
import io.plumbline.detector.store.ModelHead;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.store.UnusableModelException;
import io.plumbline.detector.training.TrainedModel;
import io.plumbline.detector.training.Untroubled;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trains again beside a running monitor: when the model in use is old, or when too much is odd. The
 * monitor takes a new model up at its next step; one that is not sane is left out.
 */
final class Refitting implements Runnable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

  /** After one on drift, what is odd counts anew; this is the least time in between. */
  private static final Duration DRIFT_PAUSE = Duration.ofHours(6);

  /** A new service is learned once it was there for so many windows: some more than it needs. */
  private static final int NEWCOMERS_WINDOWS = 3 * ServiceModel.ROWS_MIN / 2;

  private final ElasticsearchConnection connection;
  private final InstantSource clock;
  private final RefitOptions options;
  private final Duration queryDelay;
  private final DriftWatch drift;
  private final RefitListener listener;
  private final Console quiet;
  private @Nullable Instant lastTry;
  private @Nullable Instant newcomersSince;

  /** Is told what came of a training. */
  interface RefitListener {
    void refitted(String model, String reason);

    /** It failed or is not sane; the model in use stays. */
    void refused(String reason);
  }

  Refitting(
      ElasticsearchConnection connection,
      InstantSource clock,
      RefitOptions options,
      Duration queryDelay,
      DriftWatch drift,
      RefitListener listener) {
    this.connection = connection;
    this.clock = clock;
    this.options = options;
    this.queryDelay = queryDelay;
    this.drift = drift;
    this.listener = listener;
    this.quiet =
        new Console(
            new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), false);
  }

  /** Looks now and then, until interrupted. */
  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(LOOK_EVERY);
        whenDue();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Trains if it is time to. */
  void whenDue() {
    Instant now = clock.instant();
    try {
      ModelStore models = new ModelStore(new Documents(connection));
      if (models.currentId() == null) {
        return;
      }
      ModelHead inUse = models.currentHead();
      String reason = reason(inUse.blank(), now);
      if (reason != null) {
        lastTry = now;
        refit(inUse, now, reason);
      }
    } catch (IOException | CommandFailedException | UnusableModelException e) {
      listener.refused(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable String reason(TrainedModel inUse, Instant now) {
    Instant last = lastTry;
    Instant since = last != null && last.isAfter(inUse.created()) ? last : inUse.created();
    Duration age = Duration.between(since, now);
    if (age.compareTo(options.every()) >= 0) {
      return "the model was " + DurationText.of(age.truncatedTo(ChronoUnit.SECONDS)) + " old";
    }
    if (hasGrownUpNewcomers(inUse, now, age)) {
      return "the model does not know " + String.join(", ", drift.newcomers());
    }
    return drift.isOver() && age.compareTo(DRIFT_PAUSE) >= 0 ? drift.text() : null;
  }

  /** Whether there are new services for long enough to be learned. */
  private boolean hasGrownUpNewcomers(TrainedModel inUse, Instant now, Duration age) {
    if (drift.newcomers().isEmpty()) {
      newcomersSince = null;
      return false;
    }
    Instant since = newcomersSince == null ? now : newcomersSince;
    newcomersSince = since;
    Duration enough = inUse.grid().length().multipliedBy(NEWCOMERS_WINDOWS);
    return Duration.between(since, now).compareTo(enough) >= 0 && age.compareTo(enough) >= 0;
  }

  private void refit(ModelHead head, Instant now, String reason)
      throws IOException, CommandFailedException {
    TrainedModel inUse = head.blank();
    Instant to = inUse.grid().floor(now.minus(queryDelay));
    Instant from = inUse.grid().floor(to.minus(options.history()));
    RangeOptions.Range range = new RangeOptions.Range(inUse.grid(), from, to);
    List<FindingStore.Trouble> troubles =
        new FindingStore(new Documents(connection)).troubles(from, to);
    Training training = new Training(connection, clock, quiet, inUse.scope().metrics());
    Training.Learned learned =
        training.learn(
            range,
            inUse.seed(),
            head.forest(),
            rows ->
                Untroubled.of(
                    rows,
                    FeatureRow::service,
                    row ->
                        troubles.stream()
                            .anyMatch(one ->
                                one.services().contains(row.service())
                                    && row.window().end().isAfter(one.from())
                                    && row.window().start().isBefore(one.to()))));
    String problem = learned.sanity().problem(learned.services().size(), head.services().size());
    if (problem != null) {
      learned.draft().drop();
      listener.refused("a new model was trained since " + reason + ", but " + problem);
      return;
    }
    training.save(learned);
    listener.refitted(learned.blank().id(), reason);
  }
}
