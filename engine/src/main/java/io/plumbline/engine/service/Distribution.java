package io.plumbline.engine.service;

import io.plumbline.engine.component.ComponentFactory;
import java.util.List;

/**
 * A program: its name and what it ships.
 *
 * @param command as users type it: {@code agent}
 * @param name as it calls itself in telemetry: {@code plumbline-agent}
 * @param description one sentence for {@code --help}
 */
public record Distribution(
    String command,
    String name,
    String description,
    String version,
    List<ComponentFactory<?>> factories) {

  public Distribution {
    factories = List.copyOf(factories);
  }
}
