package io.plumbline.detector.rules;

import io.plumbline.detector.features.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * One run of a batch job.
 *
 * @param id unique among the executions of a service
 * @param name of the job
 * @param duration from start to end; of one that is running, until it was looked at
 * @param memoryBytes the most it held at a time, as reported; NaN when it was not
 */
public record BatchExecution(
    String id,
    String service,
    String name,
    Instant start,
    Duration duration,
    State state,
    double memoryBytes) {

  /** How far an execution has come. */
  public enum State {
    RUNNING,
    COMPLETED,
    FAILED,
    /** Ended by somebody before it was done. */
    STOPPED,
    UNKNOWN;

    /** The state that a word stands for, in Spring Batch's and in everyday terms. */
    public static State of(String word) {
      return switch (word.strip().toLowerCase(Locale.ROOT)) {
        case "running", "starting", "started", "stopping", "executing" -> RUNNING;
        case "completed",
            "complete",
            "succeeded",
            "success",
            "successful",
            "ok",
            "done",
            "finished" ->
            COMPLETED;
        case "failed", "failure", "error", "abandoned" -> FAILED;
        case "stopped", "cancelled", "canceled", "aborted" -> STOPPED;
        default -> UNKNOWN;
      };
    }
  }

  Window window() {
    return new Window(start, duration.isNegative() ? Duration.ZERO : duration);
  }
}
