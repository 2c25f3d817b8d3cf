package io.plumbline.engine.transport.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A response. */
public final class HttpAnswer {
  private final int status;
  private final String contentType;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * A response of these parts.
   *
   * @param contentType "" for none
   * @param headers what else there is to say
   * @param body not to be written to any more
   */
  public HttpAnswer(int status, String contentType, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  public HttpAnswer(int status, String contentType, byte[] body) {
    this(status, contentType, Map.of(), body);
  }

  /** A response in plain text. */
  public static HttpAnswer text(int status, String text) {
    return new HttpAnswer(status, "text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  public int status() {
    return status;
  }

  public String contentType() {
    return contentType;
  }

  public Map<String, String> headers() {
    return headers;
  }

  /** Not to be written to. */
  public byte[] body() {
    return body;
  }
}
