package io.plumbline.engine.transport;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Keys, certificates and trust out of PEM, for the JDK's TLS. */
final class TlsEngines {
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END");

  /** What PKCS#8 calls the algorithms; the key itself says which one it is. */
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private TlsEngines() {}

  static boolean supportsCipherSuite(String name) {
    try {
      return Arrays.asList(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites())
          .contains(name);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no default TLS", e);
    }
  }

  static void configure(SslContextBuilder builder, TlsConfig config) {
    builder.sslProvider(SslProvider.JDK);
    String newest = config.maxVersion().isEmpty() ? "1.3" : config.maxVersion();
    builder.protocols(
        TlsConfig.PROTOCOLS.entrySet().stream()
            .filter(version -> version.getKey().compareTo(config.minVersion()) >= 0)
            .filter(version -> version.getKey().compareTo(newest) <= 0)
            .map(version -> version.getValue())
            .toList());
    if (!config.cipherSuites().isEmpty()) {
      builder.ciphers(config.cipherSuites());
    }
  }

  static X509Certificate[] certificates(TlsConfig.Pem pem)
      throws IOException, CertificateException {
    Collection<? extends Certificate> certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(read(pem).getBytes(StandardCharsets.UTF_8)));
    if (certificates.isEmpty()) {
      throw new CertificateException("failed to parse cert" + describe(pem));
    }
    return certificates.toArray(X509Certificate[]::new);
  }

  static PrivateKey key(TlsConfig.Pem pem) throws IOException, GeneralSecurityException {
    Matcher key = PRIVATE_KEY.matcher(read(pem));
    if (!key.find()) {
      throw new InvalidKeySpecException("no private key found" + describe(pem));
    }
    if (!key.group(1).isEmpty()) {
      throw new InvalidKeySpecException(
          "a private key must be unencrypted PKCS#8 (BEGIN PRIVATE KEY), found BEGIN "
              + key.group(1)
              + "PRIVATE KEY"
              + describe(pem)
              + "; openssl pkcs8 -topk8 -nocrypt converts it");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(key.group(2));
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException _) {
        // A key of another algorithm: the next one may understand it.
      }
    }
    throw new InvalidKeySpecException(
        "a private key must be one of " + KEY_ALGORITHMS + describe(pem));
  }

  /** Trust in the authorities of the PEM and, if wanted, in those of the system as well. */
  static TrustManagerFactory trust(TlsConfig.Pem pem, boolean andSystem)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (X509Certificate certificate : certificates(pem)) {
      store.setCertificateEntry("ca-" + store.size(), certificate);
    }
    if (andSystem) {
      for (TrustManager manager : factory(null).getTrustManagers()) {
        if (manager instanceof X509TrustManager system) {
          for (X509Certificate certificate : system.getAcceptedIssuers()) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
          }
        }
      }
    }
    return factory(store);
  }

  private static TrustManagerFactory factory(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static String read(TlsConfig.Pem pem) throws IOException {
    return pem.file().isEmpty() ? pem.text() : Files.readString(Path.of(pem.file()));
  }

  private static String describe(TlsConfig.Pem pem) {
    return pem.file().isEmpty() ? " in the PEM-encoded string" : " in " + pem.file();
  }
}
