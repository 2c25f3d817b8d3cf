package io.plumbline.samples.history;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;

/** Dates events by the turned clock before another appender gets them. */
final class DatedAppender extends AppenderBase<ILoggingEvent> {
  private final TurnedClock clock;
  private final Appender<ILoggingEvent> next;

  DatedAppender(TurnedClock clock, Appender<ILoggingEvent> next) {
    this.clock = clock;
    this.next = next;
    setName("dated");
  }

  @Override
  public void start() {
    next.setContext(getContext());
    next.start();
    super.start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event instanceof LoggingEvent made) {
      made.setInstant(clock.instant());
    }
    next.doAppend(event);
  }
}
