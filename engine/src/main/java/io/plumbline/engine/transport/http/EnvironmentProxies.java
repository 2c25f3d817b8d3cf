package io.plumbline.engine.transport.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} name, in upper or
 * lower case, as Go's client reads them: never for localhost, and not for hosts that {@code
 * NO_PROXY} lists by name, by ending, or with {@code *}.
 */
final class EnvironmentProxies extends ProxySelector {
  private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

  private final List<Proxy> http;
  private final List<Proxy> https;
  private final List<String> direct;

  private EnvironmentProxies(List<Proxy> http, List<Proxy> https, List<String> direct) {
    this.http = http;
    this.https = https;
    this.direct = direct;
  }

  static EnvironmentProxies of(Map<String, String> environment) {
    String excluded = value(environment, "NO_PROXY");
    return new EnvironmentProxies(
        proxy(value(environment, "HTTP_PROXY")),
        proxy(value(environment, "HTTPS_PROXY")),
        List.of(excluded.toLowerCase(Locale.ROOT).split("\\s*,\\s*")));
  }

  @Override
  public List<Proxy> select(URI uri) {
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (isLocal(host) || direct.stream().anyMatch(pattern -> matches(pattern, host))) {
      return DIRECT;
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? https : http;
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The request fails with the same exception, and whoever sent it says so.
  }

  private static boolean isLocal(String host) {
    return host.equals("localhost")
        || host.startsWith("127.")
        || host.equals("[::1]")
        || host.equals("::1");
  }

  private static boolean matches(String pattern, String host) {
    if (pattern.isEmpty()) {
      return false;
    }
    String ending = pattern.startsWith(".") ? pattern.substring(1) : pattern;
    return pattern.equals("*") || host.equals(ending) || host.endsWith("." + ending);
  }

  private static String value(Map<String, String> environment, String name) {
    @Nullable String lowerCase = environment.get(name.toLowerCase(Locale.ROOT));
    return environment.getOrDefault(name, lowerCase == null ? "" : lowerCase).strip();
  }

  private static List<Proxy> proxy(String text) {
    if (text.isEmpty()) {
      return DIRECT;
    }
    URI uri = URI.create(text.contains("://") ? text : "http://" + text);
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(uri.getHost(), port)));
  }
}
