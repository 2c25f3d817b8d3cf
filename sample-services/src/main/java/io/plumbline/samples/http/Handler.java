package io.plumbline.samples.http;

/** Answers requests; called by many threads at once. */
@FunctionalInterface
public interface Handler {
  Response handle(Request request);
}
