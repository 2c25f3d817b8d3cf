package io.plumbline.gateway.exporter.elasticsearch.bulk;

import io.plumbline.engine.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Waits on the caller's thread for as long as a time source says. Thread-safe. */
final class Pause {
  private final TimeSource time;

  Pause(TimeSource time) {
    this.time = time;
  }

  void await(Duration delay) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    TimeSource.Alarm alarm = time.after(delay, over::countDown);
    try {
      over.await();
    } finally {
      alarm.cancel();
    }
  }
}
