package io.plumbline.engine.queue;

import io.plumbline.engine.component.Exporter;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.StartException;
import io.plumbline.otlp.Batch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An exporter without a queue: the caller waits for the final outcome, and gets it. */
final class DirectExporter implements Exporter {
  private static final Logger log = LoggerFactory.getLogger(DirectExporter.class);

  private final Sender sender;
  private final Delivery delivery;
  private final String exporter;
  private final String hint;

  DirectExporter(Sender sender, Delivery delivery, String exporter, String hint) {
    this.sender = sender;
    this.delivery = delivery;
    this.exporter = exporter;
    this.hint = hint;
  }

  @Override
  public void start() throws StartException {
    sender.start();
  }

  @Override
  public Outcome consume(Batch batch) {
    if (batch.isEmpty()) {
      return Outcome.accepted();
    }
    Outcome outcome = delivery.deliver(batch);
    if (!(outcome instanceof Outcome.Accepted)) {
      log.atError()
          .addKeyValue("exporter", exporter)
          .addKeyValue("error", Delivery.message(outcome))
          .addKeyValue("rejected_items", Delivery.failedItems(batch, outcome))
          .log("Exporting failed. Rejecting data." + hint);
    }
    return outcome;
  }

  @Override
  public void close() {
    delivery.stopRetrying();
    sender.close();
  }
}
