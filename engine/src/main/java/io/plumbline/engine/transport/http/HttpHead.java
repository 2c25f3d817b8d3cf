package io.plumbline.engine.transport.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request without its body.
 *
 * @param path without the query
 * @param query what follows the question mark, "" when there is none
 * @param clientAddress without port
 */
public record HttpHead(
    String method, String path, String query, HttpHeaders headers, String clientAddress) {

  /** The first value of a header, by its name in any case. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /**
   * The media type of the body in lower case, without parameters; "" when the header is missing.
   */
  public String mediaType() {
    String type = header("content-type");
    return type == null ? "" : mediaType(type);
  }

  static String mediaType(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  /** All headers by lower-case name. */
  Map<String, List<String>> metadata() {
    Map<String, List<String>> map = new HashMap<>();
    for (String name : headers.names()) {
      map.put(name.toLowerCase(Locale.ROOT), headers.getAll(name));
    }
    return map;
  }
}
