package io.plumbline.detector.cli;

import io.plumbline.detector.alert.AlertDispatcher;
import io.plumbline.detector.alert.AlertEvent;
import io.plumbline.detector.alert.AlertMessage;
import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.explain.Severity;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.monitor.ForwardingMonitorListener;
import io.plumbline.detector.monitor.MonitorListener;
import io.plumbline.detector.store.StoredIncident;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the receivers of alerts what becomes of incidents, and passes everything on. An incident
 * from before a restart is offered as opened again; who was told of it is not told twice.
 */
final class IncidentAlerts extends ForwardingMonitorListener {
  private final AlertDispatcher alerts;
  private final Map<String, Severity> severities = new HashMap<>();

  IncidentAlerts(MonitorListener next, AlertDispatcher alerts) {
    super(next);
    this.alerts = alerts;
  }

  @Override
  public void scored(Window window, List<ScoredWindow> odd, List<Incident> changed) {
    super.scored(window, odd, changed);
    changed.forEach(this::tell);
  }

  @Override
  public void wentBack(Instant from, Instant to, List<StoredIncident> withdrawn) {
    super.wentBack(from, to, withdrawn);
    for (StoredIncident incident : withdrawn) {
      severities.remove(incident.id());
      alerts.offer(withdrawal(incident));
    }
  }

  @Override
  public void rescored(Window window, List<ScoredWindow> odd, List<Incident> changed) {
    super.rescored(window, odd, changed);
    changed.forEach(this::tell);
  }

  private void tell(Incident incident) {
    if (!incident.isOpen()) {
      severities.remove(incident.id());
      alerts.offer(message(incident, AlertEvent.CLOSED));
      return;
    }
    Severity before = severities.put(incident.id(), incident.severity());
    if (before == null) {
      alerts.offer(message(incident, AlertEvent.OPENED));
    } else if (incident.severity().compareTo(before) > 0) {
      alerts.offer(message(incident, AlertEvent.ROSE));
    }
  }

  private static AlertMessage withdrawal(StoredIncident incident) {
    return new AlertMessage(
        incident.id(),
        AlertEvent.CLOSED,
        Severity.of(incident.score()),
        Math.clamp(incident.score(), 0, 100),
        incident.cause(),
        "",
        incident.cause() + ": withdrawn, with telemetry that arrived late nothing is odd any more",
        incident.explanation(),
        incident.opened(),
        null);
  }

  private static AlertMessage message(Incident incident, AlertEvent event) {
    List<String> features = incident.suspect().features();
    String title = incident.cause() + ": " + incident.suspect().reason();
    return new AlertMessage(
        incident.id(),
        event,
        incident.severity(),
        Math.clamp(incident.score(), 0, 100),
        incident.cause(),
        features.isEmpty() ? "" : features.getFirst(),
        title,
        incident.explanation(),
        incident.opened(),
        null);
  }
}
