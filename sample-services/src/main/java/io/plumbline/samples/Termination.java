package io.plumbline.samples;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How the process ends: SIGTERM and SIGINT ask the command to finish, and the process then exits
 * with the command's own code instead of the signal's.
 */
final class Termination {
  /** A flush takes 30 seconds at most, draining five; after that nothing is waited for. */
  private static final long GRACE_SECONDS = 45;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile int exitCode = 1;

  void install() {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("termination").unstarted(this::terminate));
  }

  private void terminate() {
    if (finished.getCount() == 0) {
      return;
    }
    asked.countDown();
    try {
      if (!finished.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("Not finished after " + GRACE_SECONDS + " s: giving up");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(exitCode);
  }

  /** Waits until the process is asked to end. */
  void await() throws InterruptedException {
    asked.await();
  }

  /** Waits for a while; true when the process is asked to end. */
  boolean await(long millis) throws InterruptedException {
    return asked.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Runs something, on a thread of its own, when the process is asked to end. */
  void whenAsked(Runnable action) {
    Thread.ofVirtual()
        .name("when-asked")
        .start(() -> {
          try {
            asked.await();
            action.run();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Ends the process with the command's code. */
  void exit(int code) {
    exitCode = code;
    finished.countDown();
    System.exit(code);
  }
}
