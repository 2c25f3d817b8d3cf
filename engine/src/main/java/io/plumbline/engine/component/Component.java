package io.plumbline.engine.component;

/**
 * A part of the running service with a beginning and an end.
 *
 * <p>{@link #start} is called once, exporters first and receivers last; {@link #close} is called
 * once or more, receivers first, also when {@code start} was never called or failed. After {@code
 * close} returns nothing of the component runs any more, and what it held back has been passed on
 * or counted as dropped.
 */
public interface Component extends AutoCloseable {

  /**
   * Opens what the component needs. Returns quickly; work that lasts goes on threads of the
   * component's own.
   *
   * @throws StartException when the service can't run without what failed to open
   */
  void start() throws StartException;

  /** Flushes and stops, within the deadlines of the component's own configuration. */
  @Override
  void close();
}
