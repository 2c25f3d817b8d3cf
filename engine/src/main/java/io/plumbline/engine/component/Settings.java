package io.plumbline.engine.component;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/**
 * What the service gives every component it creates.
 *
 * @param meters where the component's own metrics go, under the Collector's names (without a unit
 *     or type suffix)
 * @param clock wall time, for what is written into telemetry; durations are measured with {@link
 *     System#nanoTime} behind a source of the component's own
 * @param health what the component reports when it degrades or dies
 */
public record Settings(ComponentId id, MeterRegistry meters, InstantSource clock, Health health) {}
