package io.plumbline.gateway.exporter.elasticsearch;

import io.plumbline.engine.config.ConfigSection;
import io.plumbline.gateway.exporter.elasticsearch.ElasticsearchExporter.Config;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads where Elasticsearch is, who asks, and how requests get there. */
final class ConnectionReader {
  private final ConfigSection section;
  private final Function<String, @Nullable String> environment;

  ConnectionReader(ConfigSection section, Function<String, @Nullable String> environment) {
    this.section = section;
    this.environment = environment;
  }

  List<URI> endpoints() {
    String endpoint = section.string("endpoint", "");
    List<String> endpoints = section.strings("endpoints", List.of());
    String cloudId = section.string("cloudid", "");
    int given =
        (endpoint.isEmpty() ? 0 : 1) + (endpoints.isEmpty() ? 0 : 1) + (cloudId.isEmpty() ? 0 : 1);
    if (given > 1) {
      section.problem("only one endpoint configuration is allowed: endpoint, endpoints or cloudid");
      return List.of();
    }
    if (!cloudId.isEmpty()) {
      return cloud(cloudId);
    }
    List<String> addresses = endpoint.isEmpty() ? endpoints : List.of(endpoint);
    String key = endpoint.isEmpty() ? "endpoints" : "endpoint";
    if (addresses.isEmpty()) {
      String variable = environment.apply("ELASTICSEARCH_URL");
      if (variable == null || variable.isBlank()) {
        section.problem(
            "at least one endpoint must be configured: set endpoint, endpoints, cloudid or the"
                + " environment variable ELASTICSEARCH_URL");
        return List.of();
      }
      addresses = List.of(variable.split(","));
    }
    return addresses.stream().map(address -> address(key, address.strip())).toList();
  }

  private URI address(String key, String text) {
    try {
      URI uri = URI.create(text);
      String scheme = uri.getScheme();
      if (!"http".equals(scheme) && !"https".equals(scheme)) {
        section.problem(key, "expected http:// or https://, found \"" + text + "\"");
      } else if (uri.getHost() == null) {
        section.problem(key, "expected a host, found \"" + text + "\"");
      } else if (uri.getUserInfo() != null) {
        section.problem(key, "write user and password as keys of their own, not into the address");
      }
      return uri;
    } catch (IllegalArgumentException _) {
      section.problem(
          key, "expected an address such as http://localhost:9200, found \"" + text + "\"");
      return URI.create("http://invalid");
    }
  }

  /**
   * {@code name:base64(host$elasticsearch$kibana)}: the cluster is at https://elasticsearch.host.
   */
  private List<URI> cloud(String cloudId) {
    try {
      String encoded = cloudId.substring(cloudId.lastIndexOf(':') + 1);
      String decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int dollar = decoded.indexOf('$');
      if (dollar > 0) {
        int end = decoded.indexOf('$', dollar + 1);
        String cluster = decoded.substring(dollar + 1, end < 0 ? decoded.length() : end);
        return List.of(URI.create("https://" + cluster + "." + decoded.substring(0, dollar)));
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    section.problem(
        "cloudid", "expected an id as Elastic Cloud shows it, found \"" + cloudId + "\"");
    return List.of();
  }

  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", "plumbline");
    headers.put("X-Elastic-Product-Origin", "collector");
    String user = section.string("user", "");
    String password = section.string("password", "");
    String apiKey = section.string("api_key", "");
    if (!user.isEmpty() && !apiKey.isEmpty()) {
      section.problem("user and api_key are mutually exclusive");
    }
    if (!user.isEmpty()) {
      byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
    } else if (!apiKey.isEmpty()) {
      headers.put("Authorization", "ApiKey " + apiKey);
    }
    headers.putAll(section.stringMap("headers"));
    return headers;
  }

  @Nullable URI proxy() {
    String proxy = section.string("proxy_url", "");
    return proxy.isEmpty() ? null : address("proxy_url", proxy);
  }

  int gzipLevel() {
    String compression = section.string("compression", "gzip");
    ConfigSection parameters = section.section("compression_params");
    long level = parameters.integer("level", Config.DEFAULT.gzipLevel(), -1, 9);
    parameters.rejectUnknownKeys();
    return switch (compression) {
      case "gzip" -> level == 0 ? Config.DEFAULT.gzipLevel() : (int) level;
      case "none", "" -> 0;
      default -> {
        section.problem(
            "compression",
            "compression must be one of [none, gzip], found \"" + compression + "\"");
        yield 0;
      }
    };
  }
}
