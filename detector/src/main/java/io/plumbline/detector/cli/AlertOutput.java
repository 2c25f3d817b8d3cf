package io.plumbline.detector.cli;

import io.plumbline.detector.alert.AlertListener;
import io.plumbline.detector.alert.AlertOutcome;

/** Says which alerts did not reach their receiver. */
record AlertOutput(Console console) implements AlertListener {
  @Override
  public void ended(String receiver, AlertOutcome outcome, int messages) {
    switch (outcome) {
      case DELIVERED, DUPLICATE, SUPPRESSED -> {
        // As it should be.
      }
      case OVERFLOWED, REFUSED, FAILED, ABANDONED ->
          console.note("Alerts to " + receiver + " not told: " + messages + ", " + outcome.id());
    }
  }

  @Override
  public void retried(String receiver) {
    // It may still arrive; what does not is told above.
  }

  @Override
  public void digested(String receiver, int messages) {
    console.note(messages + " alerts to " + receiver + " were told in one digest");
  }
}
