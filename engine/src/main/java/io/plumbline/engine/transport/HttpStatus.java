package io.plumbline.engine.transport;

import io.plumbline.engine.component.StatusCode;

/** HTTP statuses and the codes that stand for them, mapped as the Collector does. */
public final class HttpStatus {

  private HttpStatus() {}

  /** The HTTP status to answer with for a code. */
  public static int of(StatusCode code) {
    return switch (code) {
      case OK -> 200;
      case CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS -> 503;
      case RESOURCE_EXHAUSTED -> 429;
      case INVALID_ARGUMENT -> 400;
      case UNAUTHENTICATED -> 401;
      case PERMISSION_DENIED -> 403;
      case UNIMPLEMENTED -> 404;
      case UNKNOWN, NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION, INTERNAL -> 500;
    };
  }

  /** The code for an HTTP status of 400 or more that came without a better one. */
  public static StatusCode toCode(int status) {
    return switch (status) {
      case 400 -> StatusCode.INVALID_ARGUMENT;
      case 401 -> StatusCode.UNAUTHENTICATED;
      case 403 -> StatusCode.PERMISSION_DENIED;
      case 404 -> StatusCode.UNIMPLEMENTED;
      case 429 -> StatusCode.RESOURCE_EXHAUSTED;
      case 502, 503, 504 -> StatusCode.UNAVAILABLE;
      default -> StatusCode.UNKNOWN;
    };
  }
}
