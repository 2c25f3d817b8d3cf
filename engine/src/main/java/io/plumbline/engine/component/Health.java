package io.plumbline.engine.component;

/**
 * Where a component says how it is; {@code health_check} shows it. Callable from any thread, at any
 * time.
 */
public interface Health {
  /** Works, or works again. */
  void ok();

  /** Does not work at the moment and goes on trying. */
  void recoverableError(String message);

  /** Can't go on, nor can the service: it stops with exit code 1. */
  void fatalError(String message);
}
