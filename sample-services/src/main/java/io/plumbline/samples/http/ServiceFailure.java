package io.plumbline.samples.http;

import org.jspecify.annotations.Nullable;

/** A request could not be served, and with which 5xx status to say so. */
public final class ServiceFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  public ServiceFailure(int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
