package io.plumbline.engine.receiver.otlp;

import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.RequestContext;
import io.plumbline.otlp.Batch;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A consumer that keeps what it is given and answers as it is told. */
public final class Inbox implements Consumer {
  private final List<Batch> batches = new CopyOnWriteArrayList<>();
  private final List<RequestContext> contexts = new CopyOnWriteArrayList<>();
  private volatile boolean keeping = true;
  private volatile Function<Batch, Outcome> answer = _ -> Outcome.accepted();

  /** From now on only answers, for tests that send too much to keep. */
  public void keepNothing() {
    keeping = false;
  }

  public void answer(Outcome outcome) {
    answer = _ -> outcome;
  }

  public void answer(Function<Batch, Outcome> answers) {
    answer = answers;
  }

  public List<Batch> batches() {
    return batches;
  }

  public RequestContext lastContext() {
    return contexts.getLast();
  }

  public int itemCount() {
    return batches.stream().mapToInt(Batch::itemCount).sum();
  }

  @Override
  public Outcome consume(Batch batch) {
    if (keeping) {
      contexts.add(RequestContext.current());
      batches.add(batch);
    }
    return answer.apply(batch);
  }
}
