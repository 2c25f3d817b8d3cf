package io.plumbline.bench;

/** Takes what the measured system sends on, notes which it was and keeps nothing. */
interface Sink extends AutoCloseable {
  /** The spans that arrived since the start. */
  SpanIds received();

  int port();

  @Override
  void close();
}
