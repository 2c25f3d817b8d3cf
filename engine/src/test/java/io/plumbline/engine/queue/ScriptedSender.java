package io.plumbline.engine.queue;

import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.RequestContext;
import io.plumbline.otlp.Batch;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Records every attempt, and answers each with what the test says: at once what was scripted
 * beforehand, otherwise when the test says it.
 */
final class ScriptedSender implements Sender {
  final List<Batch> attempts = new CopyOnWriteArrayList<>();
  final List<RequestContext> contexts = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Outcome> answers = new LinkedBlockingQueue<>();
  private volatile @Nullable RuntimeException bug;

  static ScriptedSender answering(Outcome... outcomes) {
    ScriptedSender sender = new ScriptedSender();
    sender.answers.addAll(List.of(outcomes));
    return sender;
  }

  void answer(Outcome outcome) {
    answers.add(outcome);
  }

  @Override
  public Outcome send(Batch batch) throws InterruptedException {
    contexts.add(RequestContext.current());
    attempts.add(batch);
    RuntimeException broken = bug;
    if (broken != null) {
      throw broken;
    }
    return answers.take();
  }

  void breakWith(RuntimeException exception) {
    bug = exception;
  }

  List<Integer> attemptedItems() {
    return attempts.stream().map(Batch::itemCount).toList();
  }
}
