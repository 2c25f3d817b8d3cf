package io.plumbline.detector.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.monitor.ForwardingMonitorListener;
import io.plumbline.detector.monitor.MonitorListener;
import io.plumbline.detector.store.StoredIncident;
import io.plumbline.detector.training.TrainedModel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts what a monitor does, and passes it on. Gauges may be read by any thread. */
public final class MonitorMeters extends ForwardingMonitorListener {
  private static final String ANOMALIES = "anomaly.count";

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Counter windows;
  private final Counter windowsAgain;
  private final Counter interruptions;
  private final Counter models;
  private final Set<String> open = new HashSet<>();
  private volatile int openCount;
  private volatile @Nullable Instant lastAnomaly;
  private volatile @Nullable Instant scoredUntil;
  private volatile @Nullable Instant trained;
  private volatile @Nullable String failure;
  private volatile boolean rulesOnly;

  /**
   * Meters that are registered at once.
   *
   * @param next is told everything after it was counted
   */
  public MonitorMeters(MeterRegistry registry, InstantSource clock, MonitorListener next) {
    super(next);
    this.registry = registry;
    this.clock = clock;
    this.windows =
        Counter.builder("detector.windows.scored")
            .description("Windows that were scored and whose findings are stored")
            .register(registry);
    this.windowsAgain =
        Counter.builder("detector.windows.rescored")
            .description("Windows that were scored again, since telemetry arrived late")
            .register(registry);
    this.interruptions =
        Counter.builder("detector.interruptions")
            .description("Steps that failed and were tried again")
            .register(registry);
    this.models =
        Counter.builder("detector.models.taken")
            .description("Models that were taken in use, the first included")
            .register(registry);
    gauge(
        "last.anomaly.detected",
        "End of the last odd window, epoch seconds; 0 before",
        () -> seconds(lastAnomaly));
    gauge(
        "detector.lag.seconds",
        "Time from the end of the last scored window until now",
        () -> age(scoredUntil));
    gauge(
        "detector.model.age.seconds",
        "Time since the model in use was trained",
        () -> age(trained));
    gauge("detector.incidents.open", "Incidents that are open", () -> openCount);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  private static double seconds(@Nullable Instant instant) {
    return instant == null ? 0 : instant.toEpochMilli() / 1000.0;
  }

  private double age(@Nullable Instant since) {
    return since == null
        ? Double.NaN
        : Duration.between(since, clock.instant()).toMillis() / 1000.0;
  }

  /** Why the monitor is not at work: no step yet, or the last one failed; null if it is. */
  public @Nullable String notReady() {
    String failed = failure;
    boolean working = trained != null || rulesOnly;
    return failed != null ? failed : working ? null : "no step was made yet";
  }

  @Override
  public void modelInUse(TrainedModel model, Instant from) {
    models.increment();
    trained = model.created();
    scoredUntil = scoredUntil == null ? from : scoredUntil;
    // Known at zero, so that a rate over the first anomaly is one.
    model.services().keySet().forEach(this::anomalies);
    super.modelInUse(model, from);
  }

  private Counter anomalies(String service) {
    return Counter.builder(ANOMALIES)
        .description("Odd windows of a service")
        .tags(Tags.of(Tag.of("service", service)))
        .register(registry);
  }

  @Override
  public void scored(Window window, List<ScoredWindow> odd, List<Incident> changed) {
    windows.increment();
    failure = null;
    scoredUntil = window.end();
    for (ScoredWindow one : odd) {
      anomalies(one.service()).increment();
      lastAnomaly = window.end();
    }
    follow(changed);
    super.scored(window, odd, changed);
  }

  @Override
  public void wentBack(Instant from, Instant to, List<StoredIncident> withdrawn) {
    withdrawn.forEach(incident -> open.remove(incident.id()));
    openCount = open.size();
    super.wentBack(from, to, withdrawn);
  }

  @Override
  public void rescored(Window window, List<ScoredWindow> odd, List<Incident> changed) {
    windowsAgain.increment();
    follow(changed);
    super.rescored(window, odd, changed);
  }

  private void follow(List<Incident> changed) {
    for (Incident incident : changed) {
      if (incident.isOpen()) {
        open.add(incident.id());
      } else {
        open.remove(incident.id());
      }
    }
    openCount = open.size();
  }

  @Override
  public void noModel() {
    rulesOnly = true;
    super.noModel();
  }

  @Override
  public void interrupted(String reason, Duration retryIn) {
    interruptions.increment();
    failure = reason;
    super.interrupted(reason, retryIn);
  }

  @Override
  public void resumed() {
    failure = null;
    super.resumed();
  }
}
