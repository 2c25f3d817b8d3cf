package io.plumbline.detector.monitor;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.store.StoredIncident;
import io.plumbline.detector.training.TrainedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** For tests that want to know some of what a monitor does. */
public class SilentListener implements MonitorListener {
  @Override
  public void modelInUse(TrainedModel model, Instant next) {}

  @Override
  public void noModel() {}

  @Override
  public void scored(Window window, List<ScoredWindow> odd, List<Incident> changed) {}

  @Override
  public void wentBack(Instant from, Instant to, List<StoredIncident> withdrawn) {}

  @Override
  public void rescored(Window window, List<ScoredWindow> odd, List<Incident> changed) {}

  @Override
  public void unknownService(String service) {}

  @Override
  public void datedAhead(String service, Duration ahead) {}

  @Override
  public void closedForgotten(List<String> incidentIds) {}

  @Override
  public void interrupted(String reason, Duration retryIn) {}

  @Override
  public void resumed() {}
}
