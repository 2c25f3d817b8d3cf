package io.plumbline.engine.component;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a component said about itself. */
public final class RecordingHealth implements Health {
  public final List<String> reports = new CopyOnWriteArrayList<>();

  @Override
  public void ok() {
    reports.add("ok");
  }

  @Override
  public void recoverableError(String message) {
    reports.add("recoverable: " + message);
  }

  @Override
  public void fatalError(String message) {
    reports.add("fatal: " + message);
  }
}
