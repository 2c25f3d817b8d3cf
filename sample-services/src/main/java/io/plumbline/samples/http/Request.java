package io.plumbline.samples.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request.
 *
 * @param path the path without query, starting with a slash
 * @param query the raw query without question mark, empty for none
 * @param headers by name, found in any case
 */
public record Request(
    String method, String path, String query, Map<String, String> headers, String body) {
  public Request {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    headers = copy;
  }

  /** A request without headers; the target may hold a query. */
  public static Request of(String method, String target, String body) {
    int mark = target.indexOf('?');
    return mark < 0
        ? new Request(method, target, "", Map.of(), body)
        : new Request(
            method, target.substring(0, mark), target.substring(mark + 1), Map.of(), body);
  }

  public static Request get(String target) {
    return of("GET", target, "");
  }

  public Request withHeaders(Map<String, String> added) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    all.putAll(added);
    return new Request(method, path, query, all, body);
  }

  /** Path and query as in a request line. */
  public String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** The first value of a query parameter, decoded. */
  public @Nullable String parameter(String name) {
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).equals(name)) {
        return URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  /** The first value of a query parameter, decoded, or another one when it is absent. */
  public String parameter(String name, String otherwise) {
    String value = parameter(name);
    return value == null ? otherwise : value;
  }
}
