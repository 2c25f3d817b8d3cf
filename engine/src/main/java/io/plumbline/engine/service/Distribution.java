package io.plumbline.engine.service;

import io.plumbline.engine.component.ComponentFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A program: its name and what it ships.
 *
 * @param command as users type it: {@code agent}
 * @param name as it calls itself in telemetry: {@code plumbline-agent}
 * @param description one sentence for {@code --help}
 */
public record Distribution(
    String command, String name, String description, List<ComponentFactory<?>> factories) {

  public Distribution {
    factories = List.copyOf(factories);
  }

  /** The version of the build, the same for every program of it. */
  public String version() {
    try (InputStream in = Distribution.class.getResourceAsStream("version.txt")) {
      if (in == null) {
        throw new IllegalStateException("version.txt is missing from the engine's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
