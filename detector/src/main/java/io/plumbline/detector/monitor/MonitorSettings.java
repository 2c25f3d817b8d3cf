package io.plumbline.detector.monitor;

import io.plumbline.detector.evidence.Objective;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.incident.IncidentRules;
import io.plumbline.detector.rules.RulesConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a monitor is to run.
 *
 * @param grid the windows it scores
 * @param queryDelay how long after its end a window is final
 * @param lateData for how long after that it is scored again when more of it arrives
 * @param incidents when they open and close
 * @param rules what is wrong whatever is usual
 * @param objectives what the services have promised
 * @param from where to begin instead of the checkpoint; null to go on from there
 * @param until after which no window is scored any more; null for no end
 */
public record MonitorSettings(
    WindowGrid grid,
    Duration queryDelay,
    Duration lateData,
    IncidentRules incidents,
    RulesConfig rules,
    List<Objective> objectives,
    @Nullable Instant from,
    @Nullable Instant until) {}
