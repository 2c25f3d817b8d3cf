package io.plumbline.engine.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The attributes that tell one process from another in its own metrics and log. */
final class Resource {
  private Resource() {}

  /** Name, version and a random id of the instance, as far as the configuration leaves them. */
  static Map<String, String> of(
      Distribution distribution, Map<String, @Nullable String> configured, UUID instance) {
    Map<String, String> resource = new LinkedHashMap<>();
    resource.put("service.instance.id", instance.toString());
    resource.put("service.name", distribution.name());
    resource.put("service.version", distribution.version());
    configured.forEach((name, value) -> {
      if (value == null) {
        resource.remove(name);
      } else {
        resource.put(name, value);
      }
    });
    return resource;
  }
}
