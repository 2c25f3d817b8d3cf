package io.plumbline.bench;

/** Takes what the measured system sends on, counts it and keeps nothing. */
interface Sink extends AutoCloseable {
  /** Spans or documents that arrived since the start. */
  long received();

  int port();

  @Override
  void close();
}
