package io.plumbline.samples.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A method and a path template, such as {@code GET /products/{id}}, and what answers it. A longer
 * path than the template does not match.
 */
public record Route(String method, String template, Action action) {
  /** Answers a request to a route. */
  @FunctionalInterface
  public interface Action {
    /**
     * Answers a request.
     *
     * @param parameters the values of the template's {@code {names}}
     * @throws ServiceFailure to answer with an error that the service is to blame for
     */
    Response handle(Request request, Parameters parameters);
  }

  /** The values of a template's {@code {names}} in a path. */
  public record Parameters(Map<String, String> values) {
    public String get(String name) {
      return Objects.requireNonNull(values.get(name), name);
    }
  }

  /** A route that was found for a request, with the values of its template's names. */
  record Match(Route route, Parameters parameters) {}

  static @Nullable Match find(List<Route> routes, Request request) {
    for (Route route : routes) {
      if (route.method.equals(request.method())) {
        Map<String, String> parameters = route.match(request.path());
        if (parameters != null) {
          return new Match(route, new Parameters(parameters));
        }
      }
    }
    return null;
  }

  private @Nullable Map<String, String> match(String path) {
    String[] expected = template.split("/", -1);
    String[] actual = path.split("/", -1);
    if (expected.length != actual.length) {
      return null;
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < expected.length; i++) {
      if (expected[i].startsWith("{")) {
        parameters.put(expected[i].substring(1, expected[i].length() - 1), actual[i]);
      } else if (!expected[i].equals(actual[i])) {
        return null;
      }
    }
    return parameters;
  }
}
