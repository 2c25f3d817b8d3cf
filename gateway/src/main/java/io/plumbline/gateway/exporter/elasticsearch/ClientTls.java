package io.plumbline.gateway.exporter.elasticsearch;

import io.plumbline.engine.config.ConfigSection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The block {@code tls} of an HTTP client: whom to trust, and as whom to appear.
 *
 * @param authorities PEM of the authorities to trust, as a file's name or as text; "" for the JDK's
 * @param certificate PEM of the client's certificate chain, likewise; "" for none
 * @param key PEM of its private key in PKCS#8, likewise
 */
public record ClientTls(
    Pem authorities,
    boolean systemAuthoritiesToo,
    Pem certificate,
    Pem key,
    String minVersion,
    boolean skipVerification) {

  public static final ClientTls DEFAULT =
      new ClientTls(Pem.NONE, false, Pem.NONE, Pem.NONE, "1.2", false);

  private static final String[] KEY_ALGORITHMS = {"RSA", "EC", "Ed25519"};
  private static final char[] NO_PASSWORD = {};

  /**
   * Text in PEM form.
   *
   * @param file "" when the text is in the configuration
   */
  public record Pem(String file, String text) {
    static final Pem NONE = new Pem("", "");

    boolean isEmpty() {
      return file.isEmpty() && text.isEmpty();
    }

    String read() throws IOException {
      return file.isEmpty() ? text : Files.readString(Path.of(file));
    }
  }

  static ClientTls read(ConfigSection section) {
    ClientTls tls =
        new ClientTls(
            pem(section, "ca"),
            section.bool("include_system_ca_certs_pool", false),
            pem(section, "cert"),
            pem(section, "key"),
            section.string("min_version", DEFAULT.minVersion),
            section.bool("insecure_skip_verify", false));
    if (tls.certificate.isEmpty() != tls.key.isEmpty()) {
      section.problem("for auth via TLS, provide both certificate and key, or neither");
    }
    if (!List.of("1.2", "1.3").contains(tls.minVersion)) {
      section.problem(
          "min_version", "expected \"1.2\" or \"1.3\", found \"" + tls.minVersion + "\"");
    }
    // An address beginning with http:// is plain text with or without it.
    section.bool("insecure", false);
    section.rejectUnknownKeys();
    return tls;
  }

  private static Pem pem(ConfigSection section, String name) {
    Pem pem = new Pem(section.string(name + "_file", ""), section.string(name + "_pem", ""));
    if (!pem.file.isEmpty() && !pem.text.isEmpty()) {
      section.problem("provide either " + name + "_file or " + name + "_pem, not both");
    }
    return pem;
  }

  /** The versions of TLS that are spoken. */
  String[] protocols() {
    return minVersion.equals("1.3")
        ? new String[] {"TLSv1.3"}
        : new String[] {"TLSv1.3", "TLSv1.2"};
  }

  /**
   * @throws IOException when a file can't be read
   * @throws GeneralSecurityException when what is in it is not what it should be
   */
  SSLContext context() throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers(), trustManagers(), null);
    return context;
  }

  private KeyManager @Nullable [] keyManagers() throws IOException, GeneralSecurityException {
    if (certificate.isEmpty()) {
      return null;
    }
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client",
        privateKey(key.read()),
        NO_PASSWORD,
        certificates(certificate).toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private TrustManager @Nullable [] trustManagers() throws IOException, GeneralSecurityException {
    if (skipVerification) {
      return new TrustManager[] {new TrustEverything()};
    }
    if (authorities.isEmpty()) {
      return null;
    }
    KeyStore store = emptyStore();
    int index = 0;
    for (Certificate authority : certificates(authorities)) {
      store.setCertificateEntry("authority-" + index++, authority);
    }
    if (systemAuthoritiesToo) {
      for (X509Certificate authority : systemAuthorities()) {
        store.setCertificateEntry("authority-" + index++, authority);
      }
    }
    return trustManagerFactory(store).getTrustManagers();
  }

  private static List<X509Certificate> systemAuthorities() throws GeneralSecurityException {
    for (TrustManager manager : trustManagerFactory(null).getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager trust) {
        return List.of(trust.getAcceptedIssuers());
      }
    }
    return List.of();
  }

  private static TrustManagerFactory trustManagerFactory(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Pem pem)
      throws IOException, GeneralSecurityException {
    byte[] text = pem.read().getBytes(StandardCharsets.US_ASCII);
    Collection<? extends Certificate> found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(text));
    if (found.isEmpty()) {
      throw new GeneralSecurityException("no certificate in " + describe(pem));
    }
    return found;
  }

  private static String describe(Pem pem) {
    return pem.file.isEmpty() ? "the PEM text" : pem.file;
  }

  private PrivateKey privateKey(String pem) throws GeneralSecurityException {
    String begin = "-----BEGIN PRIVATE KEY-----";
    int start = pem.indexOf(begin);
    int end = pem.indexOf("-----END PRIVATE KEY-----");
    if (start < 0 || end < start) {
      throw new GeneralSecurityException(
          "expected an unencrypted PKCS#8 key (" + begin + ") in " + describe(key));
    }
    byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(start + begin.length(), end));
    GeneralSecurityException failure = new GeneralSecurityException("unknown kind of key");
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (GeneralSecurityException e) {
        // PKCS#8 names the algorithm inside; the JDK has no factory that looks there.
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  /** For {@code insecure_skip_verify}; being the extended kind it also switches off host names. */
  private static final class TrustEverything extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
