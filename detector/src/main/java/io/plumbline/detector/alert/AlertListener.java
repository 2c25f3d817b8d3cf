package io.plumbline.detector.alert;

/**
 * Counts what becomes of messages. Called by several threads at once, and must not block or throw.
 */
public interface AlertListener {
  /** Messages have come to their end. */
  void ended(String receiver, AlertOutcome outcome, int messages);

  /** An attempt has failed, and there will be another. */
  void retried(String receiver);

  /** A digest was told in place of this many messages. */
  void digested(String receiver, int messages);
}
