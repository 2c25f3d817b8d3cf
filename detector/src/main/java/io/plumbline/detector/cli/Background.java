package io.plumbline.detector.cli;

import org.jspecify.annotations.Nullable;

/** Work on a thread of its own, that is interrupted and waited for at the end. */
record Background(@Nullable Thread thread) implements AutoCloseable {
  static final Background NONE = new Background(null);

  static Background start(String name, Runnable work) {
    return new Background(Thread.ofVirtual().name(name).start(work));
  }

  @Override
  public void close() {
    if (thread == null) {
      return;
    }
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
