package io.plumbline.engine.transport.http;

import org.jspecify.annotations.Nullable;

/** What a server answered to a client. */
public final class HttpReply {
  private final int status;
  private final String mediaType;
  private final @Nullable String retryAfter;
  private final byte[] body;

  HttpReply(int status, String mediaType, @Nullable String retryAfter, byte[] body) {
    this.status = status;
    this.mediaType = mediaType;
    this.retryAfter = retryAfter;
    this.body = body;
  }

  public int status() {
    return status;
  }

  /** In lower case, without parameters; "" when the server did not say. */
  public String mediaType() {
    return mediaType;
  }

  /** The header {@code Retry-After} as it came. */
  public @Nullable String retryAfter() {
    return retryAfter;
  }

  /** No more of the body than the client keeps; not to be written to. */
  public byte[] body() {
    return body;
  }
}
