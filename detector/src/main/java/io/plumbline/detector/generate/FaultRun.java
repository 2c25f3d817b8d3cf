package io.plumbline.detector.generate;

import io.plumbline.detector.time.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Switches faults on one after the other and writes the truth: a JSON line when a fault starts and
 * one, with the same id, when it has ended.
 */
public final class FaultRun {
  private static final Duration POLL = Duration.ofMillis(500);

  /** Polls after the end that a fault was to have before it is switched off by force. */
  private static final int OVERTIME_POLLS_MAX = 10;

  private final @Nullable Path truth;
  private final Pause pause;
  private final Consumer<JsonNode> listener;

  /**
   * A run.
   *
   * @param truth the file that gets the lines; null for none
   * @param listener is told each line
   */
  public FaultRun(@Nullable Path truth, Pause pause, Consumer<JsonNode> listener) {
    this.truth = truth;
    this.pause = pause;
    this.listener = listener;
  }

  /**
   * Has a fault at a service for a while and waits for its end.
   *
   * @return false when the run was asked to end; the fault is off then
   */
  public boolean have(FaultControl control, String kind, Duration length)
      throws IOException, InterruptedException {
    JsonNode started = control.on(kind, length);
    write(started);
    boolean stopped = pause.pass(length);
    JsonNode ended = stopped ? null : awaitEnd(control, started.path("id").asString(""));
    write(ended == null ? control.off(kind) : ended);
    return !stopped;
  }

  private @Nullable JsonNode awaitEnd(FaultControl control, String id)
      throws IOException, InterruptedException {
    for (int i = 0; i < OVERTIME_POLLS_MAX; i++) {
      JsonNode ended = control.ended(id);
      if (ended != null || pause.pass(POLL)) {
        return ended;
      }
    }
    return null;
  }

  private void write(JsonNode fault) throws IOException {
    ObjectNode line = (ObjectNode) fault.deepCopy();
    line.remove("until");
    if (truth != null) {
      Files.writeString(truth, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    listener.accept(line);
  }
}
