package io.plumbline.detector.alert;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what it hears, by receiver. */
final class Outcomes implements AlertListener {
  private final Map<String, Integer> ended = new ConcurrentHashMap<>();
  private final AtomicInteger retries = new AtomicInteger();
  private final AtomicInteger digested = new AtomicInteger();

  @Override
  public void ended(String receiver, AlertOutcome outcome, int messages) {
    ended.merge(receiver + " " + outcome.id(), messages, Integer::sum);
  }

  @Override
  public void retried(String receiver) {
    retries.incrementAndGet();
  }

  @Override
  public void digested(String receiver, int messages) {
    digested.addAndGet(messages);
  }

  Map<String, Integer> ended() {
    return ended;
  }

  int retries() {
    return retries.get();
  }

  int digested() {
    return digested.get();
  }
}
