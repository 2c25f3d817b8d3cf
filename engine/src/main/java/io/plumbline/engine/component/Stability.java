package io.plumbline.engine.component;

/** How settled a component is, in the Collector's terms. */
public enum Stability {
  DEVELOPMENT("Development"),
  ALPHA("Alpha"),
  BETA("Beta"),
  STABLE("Stable");

  private final String text;

  Stability(String text) {
    this.text = text;
  }

  /** As {@code components} prints it. */
  @Override
  public String toString() {
    return text;
  }
}
