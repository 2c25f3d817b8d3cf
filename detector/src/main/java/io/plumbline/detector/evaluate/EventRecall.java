package io.plumbline.detector.evaluate;

import io.plumbline.detector.incident.IncidentRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many labelled events an incident meets, over all series together: with the rules as they are,
 * and with the most eager ones that still open at most {@value #PER_DAY_MAX} incidents a server and
 * day.
 */
final class EventRecall {
  private static final double PER_DAY_MAX = 0.5;
  private static final double STEP = 0.02;

  private final List<double[]> alarms = new ArrayList<>();
  private final List<List<Episodes.Span>> events = new ArrayList<>();
  private double days;

  void add(Series series, double[] seriesAlarms) {
    alarms.add(seriesAlarms);
    events.add(Episodes.of(series.labels()));
    days += series.testDays();
  }

  boolean isEmpty() {
    return alarms.isEmpty();
  }

  Result result() {
    Map<String, Double> measures = new LinkedHashMap<>();
    put(measures, "", IncidentRules.DEFAULT);
    double opens = IncidentRules.DEFAULT.stays();
    while (perDay(rules(opens)) > PER_DAY_MAX) {
      opens += STEP;
    }
    put(measures, "_at_budget", rules(opens));
    measures.put("opens_at_budget", opens);
    return new Result(Series.FORMAT, "events", measures);
  }

  private static IncidentRules rules(double opens) {
    IncidentRules rules = IncidentRules.DEFAULT;
    double atOnce = opens * rules.opensAtOnce() / rules.opens();
    return new IncidentRules(rules.stays(), opens, atOnce, rules.calmWindows());
  }

  private void put(Map<String, Double> measures, String suffix, IncidentRules rules) {
    double met = 0;
    double all = 0;
    double right = 0;
    double opened = 0;
    for (int i = 0; i < alarms.size(); i++) {
      List<Episodes.Span> incidents = Episodes.of(alarms.get(i), rules);
      met += Episodes.met(events.get(i), incidents);
      all += events.get(i).size();
      right += Episodes.met(incidents, events.get(i));
      opened += incidents.size();
    }
    measures.put("event_recall" + suffix, met / all);
    measures.put("precision" + suffix, right / opened);
    measures.put("incidents_per_day" + suffix, opened / days);
  }

  private double perDay(IncidentRules rules) {
    return alarms.stream().mapToInt(one -> Episodes.of(one, rules).size()).sum() / days;
  }
}
