package io.plumbline.detector.alert;

import java.util.Locale;

/** What has happened to an incident that people are told of. */
public enum AlertEvent {
  OPENED,
  /** Its severity is higher than before. */
  ROSE,
  CLOSED;

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
