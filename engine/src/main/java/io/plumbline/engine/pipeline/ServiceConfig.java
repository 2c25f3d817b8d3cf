package io.plumbline.engine.pipeline;

import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.telemetry.TelemetryConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A whole configuration, decoded.
 *
 * @param components by kind and id, in the order of the file
 * @param extensions the ids that {@code service} lists, in the order in which they start
 */
public record ServiceConfig(
    Map<Kind, Map<ComponentId, Configured<?>>> components,
    List<ComponentId> extensions,
    List<PipelineConfig> pipelines,
    TelemetryConfig telemetry) {

  public ServiceConfig {
    components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
    extensions = List.copyOf(extensions);
    pipelines = List.copyOf(pipelines);
  }

  /** All of a kind; empty when the configuration has none. */
  public Map<ComponentId, Configured<?>> all(Kind kind) {
    return components.getOrDefault(kind, Map.of());
  }

  /** Older names of components that are used, with the names they have now. */
  public Map<String, String> deprecatedNames() {
    Map<String, String> names = new TreeMap<>();
    for (Map<ComponentId, Configured<?>> all : components.values()) {
      all.forEach((id, configured) -> names.put(id.type(), configured.factory().type()));
    }
    names.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
    return names;
  }

  @Nullable Configured<?> find(Kind kind, ComponentId id) {
    return all(kind).get(id);
  }

  /** One that references have been checked to. */
  public Configured<?> require(Kind kind, ComponentId id) {
    Configured<?> found = find(kind, id);
    if (found == null) {
      throw new IllegalStateException(kind.singular() + " " + id + " is not configured");
    }
    return found;
  }
}
