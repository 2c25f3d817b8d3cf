package io.plumbline.engine.component;

import io.plumbline.otlp.Batch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is given, and answers with what was prepared, then with accepted. */
public final class RecordingConsumer implements Consumer {
  public final List<Batch> batches = new CopyOnWriteArrayList<>();
  public final List<RequestContext> contexts = new CopyOnWriteArrayList<>();
  private final Deque<Outcome> answers = new ArrayDeque<>();

  public synchronized void answer(Outcome... outcomes) {
    answers.addAll(List.of(outcomes));
  }

  @Override
  public synchronized Outcome consume(Batch batch) {
    contexts.add(RequestContext.current());
    batches.add(batch);
    Outcome answer = answers.poll();
    return answer == null ? Outcome.accepted() : answer;
  }

  public List<Integer> itemCounts() {
    return batches.stream().map(Batch::itemCount).toList();
  }
}
