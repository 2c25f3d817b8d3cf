package io.plumbline.engine.transport;

import io.plumbline.engine.config.ConfigSection;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What servers and clients configure alike about TLS.
 *
 * @param ca whom to trust; not written means the system's authorities
 * @param minVersion one of 1.0 to 1.3
 * @param maxVersion "" for the newest there is
 * @param curvePreferences as the Collector names them, for example {@code P256}
 * @param reloadInterval how often the files are read again for new connections; zero for never
 */
public record TlsConfig(
    Pem ca,
    Pem certificate,
    Pem key,
    String minVersion,
    String maxVersion,
    List<String> cipherSuites,
    List<String> curvePreferences,
    boolean includeSystemCaCertificates,
    Duration reloadInterval) {

  /** Nothing written: TLS 1.2 or newer, the system's authorities, no certificate of one's own. */
  static final TlsConfig DEFAULT =
      new TlsConfig(
          Pem.NONE, Pem.NONE, Pem.NONE, "1.2", "", List.of(), List.of(), false, Duration.ZERO);

  /** The versions by name, oldest first, and what Java calls them. */
  static final Map<String, String> PROTOCOLS =
      Map.of("1.0", "TLSv1", "1.1", "TLSv1.1", "1.2", "TLSv1.2", "1.3", "TLSv1.3");

  /** The curves by the Collector's names, and what Java calls them. */
  static final Map<String, String> CURVES =
      Map.of("X25519", "x25519", "P256", "secp256r1", "P384", "secp384r1", "P521", "secp521r1");

  public TlsConfig {
    cipherSuites = List.copyOf(cipherSuites);
    curvePreferences = List.copyOf(curvePreferences);
  }

  /** A file or its content, or neither. */
  public record Pem(String file, String text) {
    static final Pem NONE = new Pem("", "");

    boolean written() {
      return !file.isEmpty() || !text.isEmpty();
    }

    boolean twice() {
      return !file.isEmpty() && !text.isEmpty();
    }
  }

  /** Reads the keys that servers and clients share; the caller rejects the unknown ones. */
  static TlsConfig read(ConfigSection section) {
    ConfigSection tpm = section.section("tpm");
    if (tpm.bool("enabled", false)) {
      section.problem("tpm", "is not supported: keys are read from files or PEM text");
    }
    TlsConfig config =
        new TlsConfig(
            pem(section, "ca"),
            pem(section, "cert"),
            pem(section, "key"),
            section.string("min_version", "1.2"),
            section.string("max_version", ""),
            section.strings("cipher_suites", List.of()),
            section.strings("curve_preferences", List.of()),
            section.bool("include_system_ca_certs_pool", false),
            section.duration("reload_interval", Duration.ZERO));
    section.bool("include_insecure_cipher_suites", false);
    config.validate(section);
    return config;
  }

  private static Pem pem(ConfigSection section, String name) {
    return new Pem(section.string(name + "_file", ""), section.string(name + "_pem", ""));
  }

  private void validate(ConfigSection section) {
    if (ca.twice()) {
      section.problem("provide either a CA file or the PEM-encoded string, but not both");
    }
    if (certificate.twice()) {
      section.problem("provide either certificate file or PEM, but not both");
    }
    if (key.twice()) {
      section.problem("provide either key file or PEM, but not both");
    }
    if (certificate.written() != key.written()) {
      section.problem(
          "TLS configuration must include both certificate and key"
              + " (CertFile/CertPem and KeyFile/KeyPem)");
    }
    if (!PROTOCOLS.containsKey(minVersion)) {
      section.problem("invalid TLS min_version: unsupported TLS version: \"" + minVersion + "\"");
    }
    if (!maxVersion.isEmpty() && !PROTOCOLS.containsKey(maxVersion)) {
      section.problem("invalid TLS max_version: unsupported TLS version: \"" + maxVersion + "\"");
    } else if (!maxVersion.isEmpty() && maxVersion.compareTo(minVersion) < 0) {
      section.problem("invalid TLS configuration: min_version cannot be greater than max_version");
    }
    for (String curve : curvePreferences) {
      if (!CURVES.containsKey(curve)) {
        section.problem(
            "invalid curve type: "
                + curve
                + ". Expected values are "
                + CURVES.keySet().stream().sorted().toList());
      }
    }
    for (String suite : cipherSuites) {
      if (!TlsEngines.supportsCipherSuite(suite)) {
        section.problem("invalid TLS cipher suite: \"" + suite + "\"");
      }
    }
  }
}
