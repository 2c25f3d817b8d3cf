package io.plumbline.demo;

/** A fault of the sample services, the service it belongs to and who switches it on. */
enum Fault {
  ERROR_BURST("error-burst", "service-a", "service-a"),
  DATABASE_SATURATION("database-saturation", "service-b", "service-b"),
  CPU_HOG("cpu-hog", "service-a", "service-a"),
  TRAFFIC_SPIKE("traffic-spike", "frontend", "load"),
  SLOW_DEPENDENCY("slow-dependency", "service-b", "service-b"),
  DEPLOYMENT_DRIFT("deployment-drift", "service-a", "service-a"),
  MEMORY_LEAK("memory-leak", "service-b", "service-b"),
  TRAFFIC_DROP("traffic-drop", "frontend", "load");

  private final String kind;
  private final String service;
  private final String owner;

  Fault(String kind, String service, String owner) {
    this.kind = kind;
    this.service = service;
    this.owner = owner;
  }

  /** The name the sample services know it by. */
  String kind() {
    return kind;
  }

  /** The {@code service.name} that is to be blamed. */
  String service() {
    return service;
  }

  /** The process whose control address takes it: a service, or {@code load}. */
  String owner() {
    return owner;
  }
}
