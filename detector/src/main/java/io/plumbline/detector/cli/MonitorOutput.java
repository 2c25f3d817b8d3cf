package io.plumbline.detector.cli;

import io.plumbline.detector.config.DurationText;
import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.explain.Severity;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.monitor.MonitorListener;
import io.plumbline.detector.store.StoredIncident;
import io.plumbline.detector.training.TrainedModel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells what a monitor does, a line at a time: findings to standard output, the rest to error. */
final class MonitorOutput implements MonitorListener {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Console console;
  private final boolean json;

  MonitorOutput(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  @Override
  public void modelInUse(TrainedModel model, Instant next) {
    console.note(
        "Model "
            + model.id()
            + " of "
            + String.join(", ", model.services().keySet())
            + "; scoring from "
            + next
            + " on");
  }

  @Override
  public void noModel() {
    console.note("There is no model yet: only rules are checked until 'detector train' has run");
  }

  @Override
  public void scored(Window window, List<ScoredWindow> odd, List<Incident> changed) {
    odd.forEach(this::tell);
    for (Incident incident : changed) {
      boolean news = incident.windows() == 1 && incident.calm() == 0;
      if (json || news || !incident.isOpen()) {
        tell(window, incident);
      }
    }
  }

  @Override
  public void wentBack(Instant from, Instant to, List<StoredIncident> withdrawn) {
    console.note("Telemetry from " + from + " to " + to + " arrived late: scored again");
    for (StoredIncident incident : withdrawn) {
      if (json) {
        ObjectNode line = JSON.createObjectNode().put("type", "incident");
        line.put("time", to.toString()).put("id", incident.id()).put("status", "withdrawn");
        console.print(line.toString());
      } else {
        console.print(to + "  incident " + incident.id() + " withdrawn: nothing is odd any more");
      }
    }
  }

  @Override
  public void rescored(Window window, List<ScoredWindow> odd, List<Incident> changed) {
    scored(window, odd, changed);
  }

  private void tell(ScoredWindow one) {
    if (json) {
      ObjectNode line = JSON.createObjectNode().put("type", "anomaly");
      line.put("time", one.window().end().toString()).put("service", one.service());
      line.put("score", Math.round(one.score()));
      line.put("severity", Severity.of(one.score()).id()).put("message", one.sentence());
      console.print(line.toString());
      return;
    }
    String severity = Severity.of(one.score()).id();
    console.print(
        String.format(
            Locale.ROOT,
            "%s  %3.0f %-8s %s",
            one.window().end(),
            one.score(),
            severity,
            one.sentence()));
  }

  private void tell(Window window, Incident incident) {
    String status = incident.isOpen() ? "open" : "closed";
    if (json) {
      ObjectNode line = JSON.createObjectNode().put("type", "incident");
      line.put("time", window.end().toString()).put("id", incident.id()).put("status", status);
      line.put("cause", incident.cause()).put("windows", incident.windows());
      line.put("message", incident.explanation());
      console.print(line.toString());
      return;
    }
    console.print(
        window.end()
            + "  incident "
            + incident.id()
            + " "
            + status
            + (incident.isOpen() ? ": " : " after " + incident.windows() + " windows: ")
            + incident.explanation());
  }

  void refitted(String model, String reason) {
    console.note("Trained again, since " + reason + ": model " + model);
  }

  void notRefitted(String reason) {
    console.note("Not trained again, the model in use stays: " + reason);
  }

  @Override
  public void unknownService(String service) {
    console.note(
        "Not scored: " + service + ", which the model does not know; run 'detector train' again");
  }

  @Override
  public void datedAhead(String service, Duration ahead) {
    console.note(
        "Telemetry of "
            + service
            + " is dated up to "
            + DurationText.of(ahead.truncatedTo(ChronoUnit.SECONDS))
            + " ahead of this clock: it is scored when its time has come; set the wrong clock"
            + " right");
  }

  @Override
  public void closedForgotten(List<String> incidentIds) {
    console.note("Closed incidents that nobody followed any more: " + incidentIds);
  }

  @Override
  public void interrupted(String reason, Duration retryIn) {
    console.note(reason + "; trying again in " + retryIn.toSeconds() + " s");
  }

  @Override
  public void resumed() {
    console.note("Elasticsearch answers again");
  }
}
