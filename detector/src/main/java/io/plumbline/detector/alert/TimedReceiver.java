package io.plumbline.detector.alert;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A receiver whose attempts end in time, and never with an exception. Each attempt has a virtual
 * thread of its own, which is interrupted when its time is over and then left behind: timeouts of
 * sockets begin anew with every byte, and looking up a host's name has none.
 */
final class TimedReceiver {
  private static final Logger LOGGER = LoggerFactory.getLogger(TimedReceiver.class);

  private final ReceiverConfig config;
  private final Receiver receiver;

  TimedReceiver(ReceiverConfig config, Receiver receiver) {
    this.config = config;
    this.receiver = receiver;
  }

  Attempt tell(Notice notice, Instant now) throws InterruptedException {
    FutureTask<Attempt> task = new FutureTask<>(() -> receiver.tell(notice, now));
    Thread.ofVirtual().name("alert-" + config.name()).start(task);
    try {
      return task.get(config.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      // A receiver that hangs is one that fails.
      return new Attempt.TryLater("no answer within " + config.timeout().toMillis() + " ms", null);
    } catch (ExecutionException e) {
      return failed(e.getCause() == null ? e : e.getCause());
    } catch (CancellationException e) {
      throw new IllegalStateException("nobody else cancels an attempt", e);
    } finally {
      task.cancel(true);
    }
  }

  private Attempt failed(Throwable failure) {
    if (failure instanceof IOException) {
      String message = failure.getMessage();
      String name = failure.getClass().getSimpleName();
      return new Attempt.TryLater(message == null ? name : name + ": " + message, null);
    }
    LOGGER
        .atError()
        .addKeyValue("receiver", config.name())
        .setCause(failure)
        .log("A receiver of alerts is broken");
    return new Attempt.Refused(failure.toString());
  }

  void close() {
    receiver.close();
  }
}
