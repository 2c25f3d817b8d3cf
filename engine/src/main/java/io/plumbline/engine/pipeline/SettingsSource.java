package io.plumbline.engine.pipeline;

import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.component.Settings;

/** Gives each component what it gets from the service. */
@FunctionalInterface
public interface SettingsSource {
  /** The settings of one component; each instance of it shares them. */
  Settings settings(Kind kind, ComponentId id);
}
