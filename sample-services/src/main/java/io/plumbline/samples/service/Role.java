package io.plumbline.samples.service;

/** Which of the three services a process is. */
public enum Role {
  FRONTEND("frontend", 8081, "2.3.0"),
  SERVICE_A("service-a", 8082, "1.8.2"),
  SERVICE_B("service-b", 8083, "4.0.1");

  private final String serviceName;
  private final int defaultPort;
  private final String version;

  Role(String serviceName, int defaultPort, String version) {
    this.serviceName = serviceName;
    this.defaultPort = defaultPort;
    this.version = version;
  }

  public String serviceName() {
    return serviceName;
  }

  public int defaultPort() {
    return defaultPort;
  }

  /** The healthy version that runs. */
  public String version() {
    return version;
  }

  /** The version that a deployment drift brings. */
  String nextVersion() {
    int dot = version.indexOf('.');
    int minor = Integer.parseInt(version.substring(dot + 1, version.lastIndexOf('.')));
    return version.substring(0, dot + 1) + (minor + 1) + ".0";
  }
}
