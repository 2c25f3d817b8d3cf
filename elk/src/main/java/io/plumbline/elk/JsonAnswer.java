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
  private static final String NO_SHARD_YET = "no_shard_available_action_exception";

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /**
   * Whether it could not be asked, or not of all shards, because some are not assigned yet: so for
   * a moment after an index was made, and while a node starts.
   */
  boolean isTooEarly() {
    return status == 503
        || body.path("_shards")
            .path("failures")
            .valueStream()
            .anyMatch(
                failure -> failure.path("reason").path("type").asString("").equals(NO_SHARD_YET));
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
