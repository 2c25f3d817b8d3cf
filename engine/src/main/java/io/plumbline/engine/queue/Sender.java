package io.plumbline.engine.queue;

import io.plumbline.engine.component.Component;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.StartException;
import io.plumbline.otlp.Batch;

/**
 * One attempt to send, which is all that an exporter itself knows how to do.
 *
 * <p>Called by several virtual threads at once, as many as {@code num_consumers}, or by every
 * caller when there is no queue. {@link #start} is called before the first attempt and {@link
 * #close} after the last.
 */
@FunctionalInterface
public interface Sender extends Component {

  /**
   * Sends the batch once and says what became of it; retrying is done by the caller.
   *
   * <p>The thread is interrupted when the timeout of the attempt is over or the exporter has to
   * stop: the attempt is then given up. {@link
   * io.plumbline.engine.component.RequestContext#current} is what came through the queue.
   *
   * @throws InterruptedException when the attempt was given up; what is known about the batch is
   *     then that it has to be sent again
   */
  Outcome send(Batch batch) throws InterruptedException;

  @Override
  default void start() throws StartException {}

  @Override
  default void close() {}
}
