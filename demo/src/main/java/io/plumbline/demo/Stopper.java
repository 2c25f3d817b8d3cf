package io.plumbline.demo;

import java.util.concurrent.CountDownLatch;

/**
 * Turns Ctrl-C and SIGTERM into an interrupt of the thread that runs the demo, and holds the JVM
 * until that thread has stopped everything.
 */
final class Stopper {
  private final CountDownLatch done = new CountDownLatch(1);

  private Stopper() {}

  static Stopper install(Thread main) {
    Stopper stopper = new Stopper();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stopper")
                .unstarted(() -> {
                  if (stopper.done.getCount() > 0) {
                    main.interrupt();
                    stopper.await();
                  }
                }));
    return stopper;
  }

  /** Everything is stopped; the JVM may end. */
  void done() {
    done.countDown();
  }

  private void await() {
    try {
      done.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
