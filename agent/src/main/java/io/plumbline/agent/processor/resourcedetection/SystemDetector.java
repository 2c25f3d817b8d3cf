package io.plumbline.agent.processor.resourcedetection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import oshi.SystemInfo;
import oshi.software.os.OperatingSystem;

/** Asks the operating system for the names of the host and of itself. */
final class SystemDetector implements Detector {
  /** What it can find, and which of it is added unless the configuration says otherwise. */
  static final Map<String, Boolean> ATTRIBUTES =
      Map.of(
          "host.name", true,
          "os.type", true,
          "host.id", false,
          "host.arch", false,
          "os.name", false,
          "os.version", false,
          "os.description", false);

  private static final Path MACHINE_ID = Path.of("/etc/machine-id");

  private final List<HostnameSource> hostnameSources;
  private final Set<String> wanted;

  /** Where a host name comes from. */
  enum HostnameSource {
    DNS,
    OS
  }

  SystemDetector(List<HostnameSource> hostnameSources, Set<String> wanted) {
    this.hostnameSources = hostnameSources;
    this.wanted = wanted;
  }

  @Override
  public String name() {
    return "system";
  }

  @Override
  public Map<String, String> detect() throws DetectionException {
    OperatingSystem system = new SystemInfo().getOperatingSystem();
    Map<String, String> attributes = new LinkedHashMap<>();
    if (wanted.contains("host.name")) {
      attributes.put("host.name", hostName(system));
    }
    if (wanted.contains("os.type")) {
      attributes.put("os.type", type(System.getProperty("os.name", "")));
    }
    if (wanted.contains("host.id")) {
      putHostId(attributes);
    }
    if (wanted.contains("host.arch")) {
      attributes.put("host.arch", arch(System.getProperty("os.arch", "")));
    }
    if (wanted.contains("os.name")) {
      attributes.put("os.name", system.getFamily());
    }
    if (wanted.contains("os.version")) {
      attributes.put("os.version", system.getVersionInfo().getVersion());
    }
    if (wanted.contains("os.description")) {
      attributes.put("os.description", system.toString());
    }
    return attributes;
  }

  private String hostName(OperatingSystem system) throws DetectionException {
    String failure = "no source given";
    for (HostnameSource source : hostnameSources) {
      switch (source) {
        case OS -> {
          return system.getNetworkParams().getHostName();
        }
        case DNS -> {
          try {
            String name = InetAddress.getLocalHost().getCanonicalHostName();
            // Without an entry in DNS the answer is the address or the loopback's name: no name of
            // this host.
            if (!name.startsWith("localhost") && !Character.isDigit(name.charAt(0))) {
              return name;
            }
            failure = "DNS has no name for this host";
          } catch (UnknownHostException e) {
            failure = e.getMessage();
          }
        }
      }
    }
    throw new DetectionException("host.name could not be found: " + failure);
  }

  private static void putHostId(Map<String, String> attributes) throws DetectionException {
    if (!Files.exists(MACHINE_ID)) {
      return;
    }
    try {
      attributes.put("host.id", Files.readString(MACHINE_ID).strip());
    } catch (IOException e) {
      throw new DetectionException(MACHINE_ID + " can't be read: " + e.getMessage(), e);
    }
  }

  /** The value of {@code os.type} in the semantic conventions. */
  static String type(String osName) {
    String name = osName.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return "windows";
    }
    if (name.startsWith("mac")) {
      return "darwin";
    }
    return name.replace(" ", "");
  }

  /** The value of {@code host.arch} in the semantic conventions. */
  static String arch(String osArch) {
    return switch (osArch) {
      case "x86_64", "amd64" -> "amd64";
      case "aarch64" -> "arm64";
      case "i386", "i686", "x86" -> "x86";
      default -> osArch;
    };
  }
}
