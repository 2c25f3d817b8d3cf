package io.plumbline.engine.component;

import io.plumbline.otlp.Batch;

/**
 * Takes telemetry and says what became of it.
 *
 * <p>Called on any thread, by many at once, each on a virtual thread that may block: that is the
 * back-pressure. A batch is immutable, so several consumers may be given the same one. The metadata
 * of the request, where a receiver keeps it, is {@link RequestContext#current}.
 */
@FunctionalInterface
public interface Consumer {

  /**
   * Returns when the next hop has the batch, or a queue that the configuration asked for has it.
   */
  Outcome consume(Batch batch);
}
