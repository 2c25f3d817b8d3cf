package io.plumbline.samples.database;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;

/** The {@code db.client.connection.*} metrics of one pool, after the semantic conventions. */
final class PoolTelemetry {
  private static final AttributeKey<String> POOL_NAME =
      AttributeKey.stringKey("db.client.connection.pool.name");
  private static final AttributeKey<String> STATE =
      AttributeKey.stringKey("db.client.connection.state");

  /** Waiting and using last from microseconds to the pool's timeout, in seconds. */
  private static final List<Double> SECONDS_BUCKETS =
      List.of(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0);

  private final Attributes attributes;
  private final DoubleHistogram waitTime;
  private final DoubleHistogram useTime;
  private final LongCounter timeouts;

  PoolTelemetry(Meter meter, Pool pool) {
    attributes = Attributes.of(POOL_NAME, pool.name());
    waitTime =
        meter
            .histogramBuilder("db.client.connection.wait_time")
            .setUnit("s")
            .setDescription("The time it took to obtain an open connection from the pool.")
            .setExplicitBucketBoundariesAdvice(SECONDS_BUCKETS)
            .build();
    useTime =
        meter
            .histogramBuilder("db.client.connection.use_time")
            .setUnit("s")
            .setDescription("The time between borrowing a connection and returning it.")
            .setExplicitBucketBoundariesAdvice(SECONDS_BUCKETS)
            .build();
    timeouts =
        meter
            .counterBuilder("db.client.connection.timeouts")
            .setUnit("{timeout}")
            .setDescription("The number of connection timeouts that occurred.")
            .build();
    // A pool without timeouts reports zero, not nothing.
    timeouts.add(0, attributes);
    observe(meter, pool);
  }

  private void observe(Meter meter, Pool pool) {
    Attributes used = attributes.toBuilder().put(STATE, "used").build();
    Attributes idle = attributes.toBuilder().put(STATE, "idle").build();
    meter
        .upDownCounterBuilder("db.client.connection.count")
        .setUnit("{connection}")
        .setDescription("The number of connections in the state described by the attribute.")
        .buildWithCallback(measurement -> {
          measurement.record(pool.used(), used);
          measurement.record(pool.idle(), idle);
        });
    meter
        .upDownCounterBuilder("db.client.connection.max")
        .setUnit("{connection}")
        .setDescription("The maximum number of open connections allowed.")
        .buildWithCallback(measurement -> measurement.record(pool.max(), attributes));
    meter
        .upDownCounterBuilder("db.client.connection.pending_requests")
        .setUnit("{request}")
        .setDescription("The number of pending requests for an open connection.")
        .buildWithCallback(measurement -> measurement.record(pool.waiting(), attributes));
  }

  void waited(double seconds) {
    waitTime.record(seconds, attributes);
  }

  void used(double seconds) {
    useTime.record(seconds, attributes);
  }

  void timedOut() {
    timeouts.add(1, attributes);
  }
}
