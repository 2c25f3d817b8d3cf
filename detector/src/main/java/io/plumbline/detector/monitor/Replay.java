package io.plumbline.detector.monitor;

import io.plumbline.detector.incident.Past;
import io.plumbline.detector.logs.LogKnowledge;
import io.plumbline.detector.logs.LogWatch;
import io.plumbline.detector.search.Search;
import io.plumbline.detector.store.Checkpoint;
import io.plumbline.detector.training.TrainedModel;
import java.io.IOException;
import java.time.Instant;

/** Judges a stretch of the past as a monitor would have, as fast as it goes, and stores nothing. */
public final class Replay {
  private final LogWatch logs;
  private final Judge judge;
  private final MonitorListener listener;

  /**
   * A replay.
   *
   * @param settings their from, until and query delay play no part
   * @param known of logs, beside the model
   */
  public Replay(
      MonitorSettings settings,
      Search search,
      TrainedModel model,
      LogKnowledge known,
      MonitorListener listener) {
    this.logs = new LogWatch(settings.grid().length(), known);
    this.judge = new Judge(settings, search, model, listener::unknownService);
    this.listener = listener;
  }

  /**
   * Judges [from, to), both on the grid.
   *
   * @throws IOException when Elasticsearch is away or refuses
   */
  public void run(Instant from, Instant to) throws IOException {
    Checkpoint position = Checkpoint.start(from);
    listener.modelInUse(judge.model(), from);
    while (position.scoredUntil().isBefore(to)) {
      Instant end = position.scoredUntil().plus(judge.stretch());
      Judge.Verdict verdict = judge.judge(position, end.isBefore(to) ? end : to, logs, Past.NONE);
      judge.stands(verdict);
      position = verdict.after();
      verdict.outcomes().forEach(one -> listener.scored(one.window(), one.odd(), one.changed()));
    }
  }
}
