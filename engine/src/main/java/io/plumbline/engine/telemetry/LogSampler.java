package io.plumbline.engine.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Lets the first entries of a kind pass in every tick, and then each n-th; a kind is a level and a
 * text without its values. As zap's sampler, which the Collector uses: counters are a fixed table,
 * so two kinds may share one and memory has a bound.
 */
final class LogSampler extends Filter<ILoggingEvent> {
  /** As in zap. */
  private static final int COUNTERS = 4096;

  private final LogConfig.Sampling sampling;
  private final long tickMillis;

  /** Guarded by this. */
  private final long[] ends = new long[COUNTERS];

  /** Guarded by this. */
  private final long[] counts = new long[COUNTERS];

  LogSampler(LogConfig.Sampling sampling) {
    this.sampling = sampling;
    this.tickMillis = Math.max(1, sampling.tick().toMillis());
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    if (event.getMarkerList() != null && event.getMarkerList().contains(ServiceLog.UNSAMPLED)) {
      return FilterReply.NEUTRAL;
    }
    int kind = 31 * event.getLevel().toInt() + event.getMessage().hashCode();
    return pass(Math.floorMod(kind, COUNTERS), event.getTimeStamp())
        ? FilterReply.NEUTRAL
        : FilterReply.DENY;
  }

  private synchronized boolean pass(int counter, long now) {
    if (now >= ends[counter]) {
      ends[counter] = now + tickMillis;
      counts[counter] = 0;
    }
    long count = ++counts[counter];
    if (count <= sampling.initial()) {
      return true;
    }
    return sampling.thereafter() > 0 && (count - sampling.initial()) % sampling.thereafter() == 0;
  }
}
