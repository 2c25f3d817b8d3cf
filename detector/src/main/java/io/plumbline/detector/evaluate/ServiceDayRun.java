package io.plumbline.detector.evaluate;

import io.plumbline.detector.incident.DepartureRanking;
import io.plumbline.detector.incident.IncidentRules;
import io.plumbline.detector.incident.ServiceSignals;
import io.plumbline.detector.incident.Signal;
import io.plumbline.detector.model.Column;
import io.plumbline.detector.model.History;
import io.plumbline.detector.model.NoveltyKind;
import io.plumbline.detector.model.PlainForest;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.model.Transform;
import io.plumbline.detector.model.WindowReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A day of services judged without its labels: which service is behind each fault, the time of the
 * fault known or found, and which windows are odd. As with tabular sets, models learn from the rows
 * that they judge.
 */
final class ServiceDayRun {
  private static final long MINUTE = 60;

  /** The least width of normal, as a share of the typical value. */
  private static final double FLOOR = 0.05;

  private static final double NO_FLOOR = 1e-9;
  private static final int AMONG = 3;

  /** Models are fitted so often, the second time without what was troubled at the first. */
  private static final int ROUNDS = 2;

  /** Two odd windows of three are a trouble to leave out; a single one may be chance. */
  private static final IncidentRules LEFT_OUT =
      new IncidentRules(
          IncidentRules.DEFAULT.stays(),
          IncidentRules.DEFAULT.stays(),
          IncidentRules.DEFAULT.opensAtOnce(),
          IncidentRules.DEFAULT.calmWindows());

  private final ServiceDay day;
  private final NoveltyKind forest;
  private final long seed;
  private final DepartureRanking ranking;

  ServiceDayRun(ServiceDay day, NoveltyKind forest, long seed) {
    this.day = day;
    this.forest = forest;
    this.seed = seed;
    this.ranking = new DepartureRanking(day.services(), day.graph());
  }

  Result result() {
    Map<String, Double> measures = new LinkedHashMap<>();
    int count = day.faults().size();
    int[] ranks = new int[count];
    for (int k = 0; k < count; k++) {
      ranks[k] = rank(k, day.window(day.faults().get(k).fault().start()));
    }
    measures.put("cause_first", share(ranks, 1));
    measures.put("cause_in_3", share(ranks, AMONG));

    Map<String, double[]> alarms = alarms();
    addDetection(measures, alarms);
    addOwnOnsets(measures, Onsets.of(alarms.values(), IncidentRules.DEFAULT));
    return new Result(ServiceDay.FORMAT, day.name(), measures);
  }

  private int rank(int fault, int onset) {
    int place = ranking.rank(onset).indexOf(day.faults().get(fault).service());
    return place < 0 ? Integer.MAX_VALUE : place + 1;
  }

  private static double share(int[] ranks, int highest) {
    return Arrays.stream(ranks).filter(rank -> rank <= highest).count() / (double) ranks.length;
  }

  /** By service the surprise of each window, NaN where nothing is known of it. */
  private Map<String, double[]> alarms() {
    Map<String, double[]> alarms = new TreeMap<>();
    day.services().forEach((service, known) -> alarms.put(service, alarms(known)));
    return alarms;
  }

  private double[] alarms(ServiceSignals service) {
    double[] alarms = new double[day.size()];
    Arrays.fill(alarms, Double.NaN);
    int[] present = present(service);
    List<Column> columns = service.signals().stream().map(ServiceDayRun::column).toList();
    int[] learned = present;
    for (int i = 0; i < ROUNDS && learned.length >= ServiceModel.ROWS_MIN; i++) {
      ServiceModel model =
          ServiceModel.train(columns, history(service.rows(), learned), seed, forest);
      WindowReader reader = model.reader();
      for (int window : present) {
        alarms[window] = reader.read(window * MINUTE, service.rows()[window]).alarm();
      }
      boolean[] troubled = Episodes.troubled(alarms, LEFT_OUT);
      learned = Arrays.stream(present).filter(window -> !troubled[window]).toArray();
    }
    return alarms;
  }

  private static History history(double[][] rows, int[] windows) {
    return new History(
        MINUTE,
        Arrays.stream(windows).mapToLong(i -> i * MINUTE).toArray(),
        Arrays.stream(windows).mapToObj(i -> rows[i]).toArray(double[][]::new));
  }

  private static Column column(Signal signal) {
    return new Column(signal.name(), Transform.LINEAR, 0, NO_FLOOR, FLOOR, Column.NO_TRIALS, true);
  }

  /** Whether the odd windows of a service are those of its faults; and so for any service's. */
  private void addDetection(Map<String, Double> measures, Map<String, double[]> alarms) {
    Pool rows = pool(alarms);
    measures.put("auc", Ranking.rocAuc(rows.scores, rows.labels));
    measures.put("ap", Ranking.averagePrecision(rows.scores, rows.labels));
    Pool plain = pool(plainScores());
    measures.put("auc_plain_forest", Ranking.rocAuc(plain.scores, plain.labels));
    double[] highest = new double[day.size()];
    boolean[] any = new boolean[day.size()];
    for (int i = 0; i < any.length; i++) {
      int window = i;
      highest[i] =
          alarms.values().stream()
              .mapToDouble(one -> one[window])
              .filter(alarm -> !Double.isNaN(alarm))
              .max()
              .orElse(0);
      any[i] = day.faults().stream().anyMatch(one -> one.fault().covers(day.times()[window]));
    }
    measures.put("auc_minutes", Ranking.rocAuc(highest, any));
    int[] faulty = IntStream.range(0, any.length).filter(i -> any[i]).toArray();
    int first = faulty.length == 0 ? 0 : faulty[0];
    int end = faulty.length == 0 ? 0 : faulty[faulty.length - 1] + 1;
    measures.put(
        "auc_fault_hours",
        Ranking.rocAuc(
            Arrays.copyOfRange(highest, first, end), Arrays.copyOfRange(any, first, end)));
  }

  /** The rows of all services together. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of results, never compared
  private record Pool(double[] scores, boolean[] labels) {}

  private Pool pool(Map<String, double[]> services) {
    double[] scores = new double[day.size() * services.size()];
    boolean[] labels = new boolean[scores.length];
    int count = 0;
    for (Map.Entry<String, double[]> one : services.entrySet()) {
      for (int i = 0; i < day.size(); i++) {
        if (!Double.isNaN(one.getValue()[i])) {
          scores[count] = one.getValue()[i];
          labels[count++] = isFaulty(one.getKey(), i);
        }
      }
    }
    return new Pool(Arrays.copyOf(scores, count), Arrays.copyOf(labels, count));
  }

  /** What the forest alone says of the rows as they are, as a yardstick. */
  private Map<String, double[]> plainScores() {
    Map<String, double[]> plain = new TreeMap<>();
    day.services()
        .forEach((service, known) -> {
          int[] present = present(known);
          double[][] rows =
              Arrays.stream(present).mapToObj(i -> known.rows()[i]).toArray(double[][]::new);
          double[] all = new double[day.size()];
          Arrays.fill(all, Double.NaN);
          double[] scores =
              rows.length == 0 ? new double[0] : PlainForest.fit(forest, rows, seed).score(rows);
          for (int i = 0; i < present.length; i++) {
            all[present[i]] = scores[i];
          }
          plain.put(service, all);
        });
    return plain;
  }

  /** The windows in which something is known of a service. */
  private static int[] present(ServiceSignals service) {
    return IntStream.range(0, service.rows().length)
        .filter(i -> Arrays.stream(service.rows()[i]).anyMatch(value -> !Double.isNaN(value)))
        .toArray();
  }

  private boolean isFaulty(String service, int window) {
    return day.faults().stream()
        .anyMatch(one -> one.service().equals(service) && one.fault().covers(day.times()[window]));
  }

  private void addOwnOnsets(Map<String, Double> measures, List<Integer> onsets) {
    int[] ranks = new int[day.faults().size()];
    Arrays.fill(ranks, Integer.MAX_VALUE);
    int found = 0;
    long right = 0;
    for (int k = 0; k < ranks.length; k++) {
      Fault fault = day.faults().get(k).fault();
      int onset = onsets.stream().filter(i -> fault.covers(day.times()[i])).findFirst().orElse(-1);
      if (onset >= 0) {
        found++;
        ranks[k] = rank(k, onset);
      }
    }
    for (int onset : onsets) {
      boolean covered =
          day.faults().stream().anyMatch(one -> one.fault().covers(day.times()[onset]));
      right += covered ? 1 : 0;
    }
    measures.put("found", (double) found / ranks.length);
    measures.put("found_cause_first", share(ranks, 1));
    measures.put("found_cause_in_3", share(ranks, AMONG));
    measures.put("false_onsets_per_hour", (onsets.size() - right) * 60.0 / day.size());
  }
}
