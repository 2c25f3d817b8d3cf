package io.plumbline.engine.exporter.otlphttp;

import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.queue.Sender;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;

/**
 * Stands for the endpoint of a signal that has none: a pipeline that needs it does not start. Only
 * when the pipelines are built is it known which signals an exporter is used for.
 */
final class Nowhere implements Sender {
  private final Signal signal;

  Nowhere(Signal signal) {
    this.signal = signal;
  }

  @Override
  public void start() throws StartException {
    throw new StartException(message());
  }

  @Override
  public Outcome send(Batch batch) {
    return new Outcome.Rejected(StatusCode.FAILED_PRECONDITION, message());
  }

  private String message() {
    return "either endpoint or " + signal.id() + "_endpoint must be specified";
  }
}
