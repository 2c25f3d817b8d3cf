package io.plumbline.engine.pipeline;

import io.plumbline.engine.component.ComponentId;
import io.plumbline.otlp.Signal;

/**
 * Names a pipeline: {@code signal} or {@code signal/name}.
 *
 * @param name "" when there is none
 */
public record PipelineId(Signal signal, String name) {

  /**
   * Reads an id as it is written.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static PipelineId parse(String text) {
    ComponentId id = ComponentId.parse(text);
    for (Signal signal : Signal.values()) {
      if (signal.id().equals(id.type())) {
        return new PipelineId(signal, id.name());
      }
    }
    if (id.type().equals("profiles")) {
      throw new IllegalArgumentException("profiles are not supported");
    }
    throw new IllegalArgumentException(
        "unknown pipeline signal: \"" + id.type() + "\" (valid values: traces, metrics, logs)");
  }

  @Override
  public String toString() {
    return name.isEmpty() ? signal.id() : signal.id() + "/" + name;
  }
}
