package io.plumbline.gateway.exporter.elasticsearch.bulk;

import java.time.Duration;

/** What came of one bulk request. */
sealed interface Answer {

  /** An answer for each document, in the response that was passed in. */
  record Documents() implements Answer {}

  /** The request is larger than a node or a proxy takes (status 413). */
  record TooLarge(String message) implements Answer {}

  /** The request as a whole was refused for what is in it (status 400). */
  record Invalid(int status, String message) implements Answer {}

  /** The node does not let us in (status 401 or 403): a person has to act. */
  record Denied(int status, String message) implements Answer {}

  /**
   * No answer, or not now: to be sent again.
   *
   * @param status 0 when there was no HTTP answer
   * @param delay what the node asked for, zero when it did not
   */
  record Again(int status, String message, Duration delay) implements Answer {}
}
