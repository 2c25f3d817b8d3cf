package io.plumbline.samples.http;

/** An HTTP response with a JSON body. */
public record Response(int status, String body) {
  public static Response ok(String body) {
    return new Response(200, body);
  }

  /** An error response whose body is {@code {"error": message}}. */
  public static Response error(int status, String message) {
    return new Response(status, Json.write("error", message));
  }
}
