package io.plumbline.detector.incident;

/**
 * One number that is known of a service in each window.
 *
 * @param name for people
 * @param kind what it says about who is to blame
 */
public record Signal(String name, Kind kind) {
  /** What a signal says about who is to blame. */
  public enum Kind {
    /** Only the service answers for it: its resources, its load, the calls that it makes. */
    OWN,
    /** How long the service takes to answer, which a slow callee explains. */
    SERVED,
    /**
     * What a call to the service takes beyond its own span: client span − server span. It explains
     * a slow caller, and nothing explains it.
     */
    CALLED,
    /** How long the service waits for others: they answer for it. */
    WAITED
  }
}
