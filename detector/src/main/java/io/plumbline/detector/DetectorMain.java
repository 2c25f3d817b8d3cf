package io.plumbline.detector;

import io.plumbline.detector.cli.DetectorCommand;

/** The detector's main class. */
public final class DetectorMain {
  private DetectorMain() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    DetectorCommand.runProcess(args);
  }
}
