package io.plumbline.gateway.exporter.elasticsearch;

import io.plumbline.engine.component.StartException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;

/** Makes the HTTP client of an exporter. */
final class HttpClients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private HttpClients() {}

  static HttpClient create(ElasticsearchExporter.Config config) throws StartException {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .connectTimeout(CONNECT_TIMEOUT);
    URI proxy = config.proxy();
    if (proxy != null) {
      int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
      builder.proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), port)));
    } else {
      builder.proxy(ProxySelector.getDefault());
    }
    if (config.endpoints().stream().anyMatch(uri -> uri.getScheme().equals("https"))) {
      try {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(config.tls().protocols());
        builder.sslContext(config.tls().context()).sslParameters(parameters);
      } catch (IOException | GeneralSecurityException e) {
        throw new StartException("failed to load TLS config: " + e.getMessage(), e);
      }
    }
    return builder.build();
  }
}
