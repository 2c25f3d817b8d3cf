package io.plumbline.engine.exporter.debug;

import io.plumbline.engine.component.StartException;
import java.util.Map;

/** Where a person reads what the exporter shows. Callable from any thread once open. */
interface Output {
  /**
   * Opens what is needed.
   *
   * @throws StartException when a file can't be written
   */
  default void open() throws StartException {}

  void write(String text, Map<String, Integer> counts);

  default void close() {}
}
