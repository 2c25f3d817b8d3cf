package io.plumbline.engine.transport.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers browsers that ask whether a page may send a request, and marks responses as readable for
 * it. A page that may not is not refused: its browser keeps the response from it.
 */
final class Cors {
  /** Requests that browsers send without asking; the methods of OTLP are among them. */
  private static final Set<String> METHODS = Set.of("GET", "POST", "HEAD");

  private final CorsConfig config;
  private final List<Pattern> origins;

  /** Lower case; null means all. */
  private final @Nullable Set<String> headers;

  Cors(CorsConfig config) {
    this.config = config;
    origins = config.allowedOrigins().stream().map(Cors::pattern).toList();
    headers =
        config.allowedHeaders().contains("*")
            ? null
            : Stream.concat(
                    Stream.of("origin", "accept", "content-type", "x-requested-with"),
                    config.allowedHeaders().stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The answer to a preflight request; null when the request is none. */
  @Nullable HttpAnswer preflight(HttpHead head) {
    String method = head.header("access-control-request-method");
    if (!head.method().equals("OPTIONS") || method == null) {
      return null;
    }
    Map<String, String> answer = new TreeMap<>();
    answer.put("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
    String origin = head.header("origin");
    String requested = head.header("access-control-request-headers");
    if (origin != null && allows(origin) && METHODS.contains(method) && allowsAll(requested)) {
      answer.put("Access-Control-Allow-Origin", echo(origin));
      answer.put("Access-Control-Allow-Methods", method);
      answer.put("Access-Control-Allow-Credentials", "true");
      if (requested != null) {
        answer.put("Access-Control-Allow-Headers", requested);
      }
      if (config.maxAge().isPositive()) {
        answer.put("Access-Control-Max-Age", String.valueOf(config.maxAge().toSeconds()));
      }
    }
    return new HttpAnswer(204, "", answer, new byte[0]);
  }

  /** Adds what a response to any other request says. */
  void mark(HttpHead head, HttpHeaders response) {
    response.add("Vary", "Origin");
    String origin = head.header("origin");
    if (origin == null || !allows(origin)) {
      return;
    }
    response.set("Access-Control-Allow-Origin", echo(origin));
    response.set("Access-Control-Allow-Credentials", "true");
    if (!config.exposedHeaders().isEmpty()) {
      response.set("Access-Control-Expose-Headers", String.join(", ", config.exposedHeaders()));
    }
  }

  private String echo(String origin) {
    return config.allowedOrigins().contains("*") ? "*" : origin;
  }

  private boolean allows(String origin) {
    String lowerCase = origin.toLowerCase(Locale.ROOT);
    return origins.stream().anyMatch(pattern -> pattern.matcher(lowerCase).matches());
  }

  private boolean allowsAll(@Nullable String requested) {
    if (requested == null || headers == null) {
      return true;
    }
    return Stream.of(requested.split(","))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .allMatch(name -> name.isEmpty() || headers.contains(name));
  }

  /** {@code *} stands for any characters, everything else for itself. */
  private static Pattern pattern(String origin) {
    return Pattern.compile(
        Stream.of(origin.toLowerCase(Locale.ROOT).split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }
}
