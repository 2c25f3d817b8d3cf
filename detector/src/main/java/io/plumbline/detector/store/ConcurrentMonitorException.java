package io.plumbline.detector.store;

import java.io.IOException;

/** Another monitor works on the same windows; trying again would not help. */
public final class ConcurrentMonitorException extends IOException {
  private static final long serialVersionUID = 1;

  ConcurrentMonitorException(String message) {
    super(message);
  }
}
