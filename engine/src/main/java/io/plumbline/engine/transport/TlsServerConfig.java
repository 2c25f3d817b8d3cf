package io.plumbline.engine.transport;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.config.ConfigSection;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * TLS of a server.
 *
 * @param clientCaFile who signs the certificates that clients must show; "" when they need none
 * @param clientCaFileReload whether new connections see changes of that file
 */
public record TlsServerConfig(TlsConfig common, String clientCaFile, boolean clientCaFileReload) {

  /** Reads the block, or gives null when it is not written. */
  public static @Nullable TlsServerConfig read(ConfigSection parent, String key) {
    ConfigSection section = parent.optionalSection(key);
    if (section == null) {
      return null;
    }
    TlsConfig common = TlsConfig.read(section);
    if (!common.certificate().written() && !common.key().written()) {
      section.problem(
          "TLS configuration must include both certificate and key for server connections");
    }
    TlsServerConfig config =
        new TlsServerConfig(
            common,
            section.string("client_ca_file", ""),
            section.bool("client_ca_file_reload", false));
    section.rejectUnknownKeys();
    return config;
  }

  /**
   * Loads keys and certificates.
   *
   * @param protocol what the protocol on top adds, for example ALPN
   * @throws StartException naming the file that can't be read or understood
   */
  public SslContext context(UnaryOperator<SslContextBuilder> protocol) throws StartException {
    return ReloadingSslContext.create(
        clientCaFileReload && common.reloadInterval().isZero()
            ? ReloadingSslContext.CLIENT_CA_INTERVAL
            : common.reloadInterval(),
        () -> load(protocol),
        common);
  }

  private SslContext load(UnaryOperator<SslContextBuilder> protocol)
      throws IOException, GeneralSecurityException {
    SslContextBuilder builder =
        SslContextBuilder.forServer(
            TlsEngines.key(common.key()), TlsEngines.certificates(common.certificate()));
    TlsEngines.configure(builder, common);
    if (!clientCaFile.isEmpty()) {
      builder
          .trustManager(
              TlsEngines.trust(
                  new TlsConfig.Pem(clientCaFile, ""), common.includeSystemCaCertificates()))
          .clientAuth(ClientAuth.REQUIRE);
    }
    return protocol.apply(builder).build();
  }
}
