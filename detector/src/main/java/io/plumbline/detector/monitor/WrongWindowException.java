package io.plumbline.detector.monitor;

import java.time.Duration;

/** The model was trained on windows of another length than the monitor's. */
public final class WrongWindowException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  WrongWindowException(Duration trained, Duration monitored) {
    super(
        "The model was trained on windows of "
            + trained.toSeconds()
            + " s, the monitor has windows of "
            + monitored.toSeconds()
            + " s: give --window "
            + trained.toSeconds()
            + "s, or run 'detector train --window "
            + monitored.toSeconds()
            + "s'");
  }
}
