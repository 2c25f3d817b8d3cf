package io.plumbline.detector.report;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.model.Drift;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.training.TrainedModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts a report together out of what was read; what was not given is not in it. */
public final class ReportAssembly {
  /** Plots of more services nobody looks at; the others are in the table. */
  private static final int PLOTTED_MAX = 20;

  private static final int PLOTS_MAX = 8;

  /** What an incident is about comes before what is frequent. */
  private static final int BLAMED = Integer.MAX_VALUE;

  /** What tells most of a service. */
  private static final List<Feature> TELLING =
      List.of(
          Feature.REQUEST_RATE,
          Feature.ERROR_RATE,
          Feature.LATENCY_P95,
          Feature.CPU,
          Feature.MEMORY);

  private final Report.Header header;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, List<FeatureRow>> rows = new TreeMap<>();
  private final Map<String, List<OddWindow>> odd = new TreeMap<>();
  private boolean judged = true;
  private List<IncidentEntry> incidents = List.of();
  private List<Report.FeatureDrift> drift = List.of();
  private @Nullable TrainedModel model;
  private @Nullable LogReport logs;
  private @Nullable Detection detection;

  public ReportAssembly(Report.Header header) {
    this.header = header;
  }

  /** Says what is missing and why. */
  public void note(String sentence) {
    notes.add(sentence);
  }

  /** Says that no monitor has looked for what is odd. */
  public void unjudged() {
    judged = false;
  }

  /** The rows of services in time order. */
  public void rows(List<FeatureRow> all) {
    all.forEach(row -> rows.computeIfAbsent(row.service(), _ -> new ArrayList<>()).add(row));
  }

  /** The model that says what was expected: of windows of the report's length. */
  public void model(TrainedModel inUse) {
    model = inUse;
  }

  /**
   * What was found. Of windows that several models have judged, the newest counts.
   *
   * @param anomalies in time order
   */
  public void findings(List<OddWindow> anomalies, List<IncidentEntry> all) {
    Map<List<Object>, OddWindow> latest = new LinkedHashMap<>();
    for (OddWindow one : anomalies) {
      latest.merge(
          List.of(one.service(), one.start(), one.end()),
          one,
          (a, b) -> a.modelVersion() > b.modelVersion() ? a : b);
    }
    latest.values().stream()
        .sorted(Comparator.comparing(OddWindow::start))
        .forEach(one -> odd.computeIfAbsent(one.service(), _ -> new ArrayList<>()).add(one));
    incidents = all.stream().map(one -> withEvidence(one, anomalies)).toList();
  }

  /** An anomaly carries the incident's id from the window on in which the incident opened. */
  private static IncidentEntry withEvidence(IncidentEntry incident, List<OddWindow> anomalies) {
    Instant reported = null;
    OddWindow worst = null;
    for (OddWindow one : anomalies) {
      if (!incident.id().equals(one.incident())) {
        continue;
      }
      reported = reported == null || one.end().isBefore(reported) ? one.end() : reported;
      boolean worse = worst == null || one.surprise() > worst.surprise();
      if (one.service().equals(incident.service()) && worse) {
        worst = one;
      }
    }
    return incident.with(reported == null ? incident.reported() : reported, worst);
  }

  /** Error and warning logs of the stretch of the same length before, and of the report's time. */
  public void logs(LogSampling.Sample before, LogSampling.Sample now) {
    logs = LogMining.of(before, now, header);
  }

  /** What was broken on purpose; after the findings. */
  public void faults(List<Fault> faults) {
    Detection all = Detection.of(faults, incidents, header);
    detection = header.service() == null ? all : all.of(header.service());
  }

  /**
   * Measures drift against the rows that the model was trained on; after the rows and the model.
   * What is compared is how far each value is from what was usual at its time, so that the night is
   * no drift for a model that knows nights.
   */
  public void drift(List<FeatureRow> training) {
    TrainedModel inUse = model;
    if (inUse == null) {
      return;
    }
    Map<String, List<FeatureRow>> before = new HashMap<>();
    training.forEach(row -> before.computeIfAbsent(row.service(), _ -> new ArrayList<>()).add(row));
    List<Report.FeatureDrift> found = new ArrayList<>();
    inUse
        .services()
        .forEach((name, service) -> {
          double[][] p = residuals(service.model(), before.getOrDefault(name, List.of()));
          double[][] q = residuals(service.model(), rows.getOrDefault(name, List.of()));
          for (Feature feature : Feature.all()) {
            double psi = Drift.psi(p[feature.column()], q[feature.column()]);
            if (!Double.isNaN(psi)) {
              found.add(drift(name, service.model(), feature, psi));
            }
          }
        });
    drift = found;
  }

  private Report.FeatureDrift drift(
      String service, ServiceModel trained, Feature feature, double psi) {
    var typical = trained.typical(feature.column());
    double median =
        Series.of(feature, rows.getOrDefault(service, List.of()), header, null).median();
    return new Report.FeatureDrift(
        service,
        feature.label(),
        psi,
        feature.text(typical.low(), typical.high()),
        feature.text(median));
  }

  /** By feature, without windows in which nothing was heard of the service. */
  private static double[][] residuals(ServiceModel trained, List<FeatureRow> rows) {
    double[][] each =
        rows.stream()
            .filter(row -> !row.isSilent())
            .map(row -> trained.residuals(row.window().start().getEpochSecond(), row.values()))
            .toArray(double[][]::new);
    double[][] columns = new double[Feature.all().size()][each.length];
    for (int i = 0; i < each.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        columns[j][i] = each[i][j];
      }
    }
    return columns;
  }

  public Report report() {
    Set<String> names = new TreeSet<>(rows.keySet());
    names.addAll(odd.keySet());
    List<ServiceReport> services = new ArrayList<>();
    names.forEach(name -> services.add(service(name, List.of())));
    services.sort(ServiceReport.WORST_FIRST);
    for (int i = 0; i < Math.min(PLOTTED_MAX, services.size()); i++) {
      String name = services.get(i).name();
      services.set(i, service(name, series(name)));
    }
    TrainedModel inUse = model;
    Report.Model facts =
        inUse == null
            ? null
            : new Report.Model(inUse.id(), inUse.version(), inUse.from(), inUse.to());
    return new Report(header, notes, facts, services, judged, incidents, logs, drift, detection);
  }

  private ServiceReport service(String name, List<Series> series) {
    List<OddWindow> own = odd.getOrDefault(name, List.of());
    long heard = rows.getOrDefault(name, List.of()).stream().filter(row -> !row.isSilent()).count();
    boolean known = model == null || model.services().containsKey(name);
    return new ServiceReport(name, (int) heard, own, series, known);
  }

  private List<Series> series(String name) {
    TrainedModel inUse = model;
    TrainedModel.TrainedService trained = inUse == null ? null : inUse.services().get(name);
    ServiceModel expected = trained == null ? null : trained.model();
    List<Series> series = new ArrayList<>();
    for (Feature feature : shown(name)) {
      Series one = Series.of(feature, rows.getOrDefault(name, List.of()), header, expected);
      if (!one.isEmpty()) {
        series.add(one);
      }
    }
    return series;
  }

  /** The telling features, and those that were reasons for odd windows, the most frequent first. */
  private Set<Feature> shown(String name) {
    Map<Feature, Integer> reasons = new TreeMap<>();
    for (Feature feature : Feature.all()) {
      List<OddWindow> own = odd.getOrDefault(name, List.of());
      long windows = own.stream().filter(one -> one.isFor(feature.id())).count();
      boolean blamed =
          incidents.stream()
              .filter(one -> one.service().equals(name))
              .anyMatch(one -> one.topFeatures().stream().limit(1).toList().contains(feature.id()));
      if (windows > 0 || blamed) {
        reasons.put(feature, blamed ? BLAMED : (int) windows);
      }
    }
    Set<Feature> shown = new LinkedHashSet<>(TELLING);
    reasons.entrySet().stream()
        .sorted(Map.Entry.<Feature, Integer>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .filter(feature -> !shown.contains(feature))
        .limit(PLOTS_MAX - TELLING.size())
        .forEach(shown::add);
    return shown;
  }
}
