package io.plumbline.engine.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.config.ConfigSection;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * TLS of a client.
 *
 * @param insecure plain text instead, unless an authority is written
 * @param insecureSkipVerify encrypted, to whoever answers
 * @param serverNameOverride the name to ask for and to check; "" for the endpoint's
 */
public record TlsClientConfig(
    TlsConfig common, boolean insecure, boolean insecureSkipVerify, String serverNameOverride) {
  public static final TlsClientConfig DEFAULT =
      new TlsClientConfig(TlsConfig.DEFAULT, false, false, "");

  /** Reads the block; not written means TLS with the system's authorities. */
  public static TlsClientConfig read(ConfigSection parent, String key) {
    ConfigSection section = parent.section(key);
    TlsClientConfig config =
        new TlsClientConfig(
            TlsConfig.read(section),
            section.bool("insecure", false),
            section.bool("insecure_skip_verify", false),
            section.string("server_name_override", ""));
    section.rejectUnknownKeys();
    return config;
  }

  /** Whether connections are plain text. */
  public boolean plainText() {
    return insecure && !common.ca().written();
  }

  /**
   * Loads keys and certificates.
   *
   * @param protocol what the protocol on top adds, for example ALPN
   * @throws StartException naming the file that can't be read or understood
   */
  public SslContext context(UnaryOperator<SslContextBuilder> protocol) throws StartException {
    return ReloadingSslContext.create(common.reloadInterval(), () -> load(protocol), common);
  }

  /**
   * The same for the JDK's own clients, whose context can't change: {@code reload_interval} has no
   * effect on them.
   *
   * @throws StartException naming the file that can't be read or understood
   */
  public ForJdk forJdk() throws StartException {
    SslContext loaded = ReloadingSslContext.loaded(() -> load(builder -> builder));
    SSLParameters parameters =
        ReloadingSslContext.withCurves(loaded.newEngine(ByteBufAllocator.DEFAULT), common)
            .getSSLParameters();
    return new ForJdk(((JdkSslContext) loaded).context(), parameters);
  }

  /** What the JDK's clients want to know about TLS. */
  public record ForJdk(SSLContext context, SSLParameters parameters) {}

  private SslContext load(UnaryOperator<SslContextBuilder> protocol)
      throws IOException, GeneralSecurityException {
    SslContextBuilder builder = SslContextBuilder.forClient();
    TlsEngines.configure(builder, common);
    if (insecureSkipVerify) {
      builder
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm("");
    } else if (common.ca().written()) {
      builder.trustManager(TlsEngines.trust(common.ca(), common.includeSystemCaCertificates()));
    }
    if (common.certificate().written()) {
      builder.keyManager(
          TlsEngines.key(common.key()), TlsEngines.certificates(common.certificate()));
    }
    return protocol.apply(builder).build();
  }
}
