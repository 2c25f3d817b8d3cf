package io.plumbline.samples.fault;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The faults that can be switched on. */
public enum FaultKind {
  DEPLOYMENT_DRIFT(
      "deployment-drift", "service-a", "a new version whose latency and errors creep up"),
  DATABASE_SATURATION(
      "database-saturation", "service-b", "all pooled connections held; requests time out waiting"),
  ERROR_BURST("error-burst", "service-a", "half of the requests fail"),
  TRAFFIC_SPIKE("traffic-spike", "frontend", "five times the load (asked of the load generator)"),
  TRAFFIC_DROP("traffic-drop", "frontend", "a twentieth of the load (asked of the load generator)"),
  MEMORY_LEAK("memory-leak", "service-a", "heap retained, up to half of the maximum; any service"),
  CPU_HOG("cpu-hog", "service-b", "one thread burns CPU; any service"),
  SLOW_DEPENDENCY("slow-dependency", "service-b", "the external price service answers slowly");

  private final String id;
  private final String service;
  private final String description;

  FaultKind(String id, String service, String description) {
    this.id = id;
    this.service = service;
    this.description = description;
  }

  /** The name in URLs, on the command line and in ground truth. */
  public String id() {
    return id;
  }

  /** The service that it belongs to, or the usual one for a fault that any service can have. */
  public String service() {
    return service;
  }

  public String description() {
    return description;
  }

  public static @Nullable FaultKind find(String id) {
    for (FaultKind kind : values()) {
      if (kind.id.equals(id)) {
        return kind;
      }
    }
    return null;
  }

  /** All ids, for messages. */
  public static String ids() {
    return Arrays.stream(values()).map(FaultKind::id).collect(Collectors.joining(", "));
  }
}
