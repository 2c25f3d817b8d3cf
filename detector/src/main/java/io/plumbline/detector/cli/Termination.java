package io.plumbline.detector.cli;

import io.plumbline.detector.time.Pause;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How the process ends: SIGTERM and SIGINT ask the command to finish what it is at, and the process
 * then exits with the command's own code instead of the signal's.
 */
final class Termination implements Pause {
  /** A step through hundreds of windows takes seconds; then nothing is waited for any more. */
  private static final long GRACE_SECONDS = 30;

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

  /** Asks the command to finish, as a signal does. */
  void ask() {
    asked.countDown();
  }

  /** Returns when the command is to finish. */
  void await() throws InterruptedException {
    asked.await();
  }

  @Override
  public boolean pass(Duration time) throws InterruptedException {
    return asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Ends the process with the command's code. */
  void exit(int code) {
    exitCode = code;
    finished.countDown();
    System.exit(code);
  }
}
