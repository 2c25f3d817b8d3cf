package io.plumbline.elk;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/**
 * What Elasticsearch answered.
 *
 * @param status the HTTP status
 * @param body the JSON; a missing node when there was none
 */
public record JsonAnswer(int status, JsonNode body) {
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /**
   * The body of a success.
   *
   * @param subject what was asked, the subject of the message
   * @throws IOException when it is no success, with the reason that Elasticsearch gives
   */
  public JsonNode orThrow(String subject) throws IOException {
    if (isSuccess()) {
      return body;
    }
    throw new IOException(subject + ": " + reason());
  }

  /** Why it was refused: the innermost cause that Elasticsearch names. */
  public String reason() {
    if (status == 401) {
      return "it asks for a user and password or an API key, or refuses those given (401)";
    }
    JsonNode error = body.path("error");
    if (error.isString()) {
      return error.stringValue() + " (" + status + ")";
    }
    String reason = error.path("reason").asString("no reason given");
    for (JsonNode cause = error.path("caused_by");
        cause.path("reason").isString();
        cause = cause.path("caused_by")) {
      reason = cause.path("reason").asString();
    }
    return reason + " (" + status + ")";
  }
}
