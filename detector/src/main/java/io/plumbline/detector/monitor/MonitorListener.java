package io.plumbline.detector.monitor;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.store.StoredIncident;
import io.plumbline.detector.training.TrainedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Is told what a monitor does, on the monitor's thread. */
public interface MonitorListener {
  /**
   * A model is in use from now on.
   *
   * @param next start of the first window that it will score
   */
  void modelInUse(TrainedModel model, Instant next);

  /** There is no model yet, so only rules are checked. */
  void noModel();

  /**
   * A window was scored and all that was found in it is stored.
   *
   * @param odd the windows of services that became anomaly documents
   * @param changed incidents that opened, went on, calmed or closed
   */
  void scored(Window window, List<ScoredWindow> odd, List<Incident> changed);

  /**
   * Telemetry of windows in [from, to) arrived after they were scored, so they were scored again,
   * and what is found in them now has taken the place of what was. Each is told next.
   *
   * @param withdrawn incidents that there are none of any more
   */
  void wentBack(Instant from, Instant to, List<StoredIncident> withdrawn);

  /** As {@link #scored}, of a window that was scored again. */
  void rescored(Window window, List<ScoredWindow> odd, List<Incident> changed);

  /** A service appeared that the model does not know, so it is not scored. */
  void unknownService(String service);

  /**
   * Telemetry of a service is dated in the future, so one of the clocks is wrong.
   *
   * @param ahead how far the latest of it is
   */
  void datedAhead(String service, Duration ahead);

  /** Incident documents without a monitor behind them were closed. */
  void closedForgotten(List<String> incidentIds);

  /** Something failed that may work again; the monitor waits and goes on where it was. */
  void interrupted(String reason, Duration retryIn);

  /** It works again. */
  void resumed();
}
