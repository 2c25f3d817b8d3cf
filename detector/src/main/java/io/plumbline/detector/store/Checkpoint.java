package io.plumbline.detector.store;

import io.plumbline.detector.incident.TrackerState;
import java.time.Instant;

/**
 * How far a monitor has come.
 *
 * @param scoredUntil end of the last window whose findings are stored
 * @param tracker the incidents as they were then
 */
public record Checkpoint(Instant scoredUntil, TrackerState tracker) {}
