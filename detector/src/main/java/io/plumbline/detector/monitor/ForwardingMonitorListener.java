package io.plumbline.detector.monitor;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.store.StoredIncident;
import io.plumbline.detector.training.TrainedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Passes everything on; for who takes part in some of it. */
public class ForwardingMonitorListener implements MonitorListener {
  private final MonitorListener next;

  protected ForwardingMonitorListener(MonitorListener next) {
    this.next = next;
  }

  @Override
  public void modelInUse(TrainedModel model, Instant first) {
    next.modelInUse(model, first);
  }

  @Override
  public void noModel() {
    next.noModel();
  }

  @Override
  public void scored(Window window, List<ScoredWindow> odd, List<Incident> changed) {
    next.scored(window, odd, changed);
  }

  @Override
  public void wentBack(Instant from, Instant to, List<StoredIncident> withdrawn) {
    next.wentBack(from, to, withdrawn);
  }

  @Override
  public void rescored(Window window, List<ScoredWindow> odd, List<Incident> changed) {
    next.rescored(window, odd, changed);
  }

  @Override
  public void unknownService(String service) {
    next.unknownService(service);
  }

  @Override
  public void datedAhead(String service, Duration ahead) {
    next.datedAhead(service, ahead);
  }

  @Override
  public void closedForgotten(List<String> incidentIds) {
    next.closedForgotten(incidentIds);
  }

  @Override
  public void interrupted(String reason, Duration retryIn) {
    next.interrupted(reason, retryIn);
  }

  @Override
  public void resumed() {
    next.resumed();
  }
}
