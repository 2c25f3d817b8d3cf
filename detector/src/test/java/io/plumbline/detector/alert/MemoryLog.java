package io.plumbline.detector.alert;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log that lives as long as the test, and can be out of order. */
final class MemoryLog implements AlertLog {
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private volatile boolean broken;

  @Override
  public List<Delivery> load(String receiver, Instant since) throws IOException {
    requireIntact();
    return deliveries.stream()
        .filter(one -> one.receiver().equals(receiver) && !one.at().isBefore(since))
        .toList();
  }

  @Override
  public void save(Delivery delivery) throws IOException {
    requireIntact();
    deliveries.add(delivery);
  }

  List<Delivery> deliveries() {
    return deliveries;
  }

  void breakDown(boolean down) {
    broken = down;
  }

  private void requireIntact() throws IOException {
    if (broken) {
      throw new IOException("the log is out of order");
    }
  }
}
