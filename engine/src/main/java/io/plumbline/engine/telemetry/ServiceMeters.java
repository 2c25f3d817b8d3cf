package io.plumbline.engine.telemetry;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.CountingMode;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where all meters of the process live. Counts and histograms only ever grow, as Prometheus
 * expects; Micrometer's own simple registry forgets histograms after a minute.
 */
public final class ServiceMeters extends SimpleMeterRegistry {
  /** Longer than any process lives; Micrometer's Prometheus registry does the same. */
  private static final Duration FOR_EVER = Duration.ofDays(1825);

  private ServiceMeters() {
    super(new Cumulative(), Clock.SYSTEM);
  }

  /** A registry without meters. */
  public static MeterRegistry create() {
    MeterRegistry meters = new ServiceMeters();
    meters.config().namingConvention(NamingConvention.snakeCase);
    return meters;
  }

  @Override
  protected DistributionStatisticConfig defaultHistogramConfig() {
    return DistributionStatisticConfig.builder()
        .expiry(FOR_EVER)
        .bufferLength(1)
        .build()
        .merge(super.defaultHistogramConfig());
  }

  private static final class Cumulative implements SimpleConfig {
    @Override
    public @Nullable String get(String key) {
      return null;
    }

    @Override
    public CountingMode mode() {
      return CountingMode.CUMULATIVE;
    }
  }
}
