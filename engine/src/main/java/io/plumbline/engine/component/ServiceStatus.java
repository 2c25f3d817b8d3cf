package io.plumbline.engine.component;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the running service is, as extensions see it. Callable from any thread. */
public interface ServiceStatus {
  /** Whether every pipeline has started and none is stopping. */
  boolean ready();

  /** When the service became ready; null before that. */
  @Nullable Instant readySince();

  /** The components that reported an error and have not recovered, with what they said. */
  Map<ComponentId, String> errors();
}
