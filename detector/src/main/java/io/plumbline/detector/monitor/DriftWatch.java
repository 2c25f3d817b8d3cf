package io.plumbline.detector.monitor;

import io.plumbline.detector.explain.ScoredWindow;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.incident.Incident;
import io.plumbline.detector.training.TrainedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much of the last day was odd, passing everything on. Of normal windows one in a hundred is
 * odd; when far more are, what is normal has drifted away from the model. Others may ask from their
 * threads.
 */
public final class DriftWatch extends ForwardingMonitorListener {
  private static final Duration REACH = Duration.ofHours(24);

  /** Fewer windows of services tell nothing yet. */
  private static final int COUNT_MIN = 300;

  /** Three times the share of normal windows that are odd. */
  private static final double SHARE_MAX = 0.03;

  private final Deque<Counted> last = new ArrayDeque<>();
  private int services;
  private long count;
  private long odd;
  private volatile double share;
  private final Set<String> newcomers = ConcurrentHashMap.newKeySet();

  public DriftWatch(MonitorListener next) {
    super(next);
  }

  private record Counted(Instant end, int count, int odd) {}

  /** The share of odd windows, 0–1; 0 while too little is known. */
  public double share() {
    return share;
  }

  /** Services that the model in use does not know. */
  public Set<String> newcomers() {
    return new TreeSet<>(newcomers);
  }

  /** Whether the model should be trained again. */
  public boolean isOver() {
    return share > SHARE_MAX;
  }

  /** As in "4.2 % of the last day's windows were odd". */
  public String text() {
    return String.format(Locale.ROOT, "%.1f %% of the last day's windows were odd", 100 * share);
  }

  @Override
  public void modelInUse(TrainedModel model, Instant from) {
    services = model.services().size();
    newcomers.clear();
    last.clear();
    count = 0;
    odd = 0;
    share = 0;
    super.modelInUse(model, from);
  }

  @Override
  public void unknownService(String service) {
    newcomers.add(service);
    super.unknownService(service);
  }

  @Override
  public void scored(Window window, List<ScoredWindow> oddOnes, List<Incident> changed) {
    int modelled = (int) oddOnes.stream().filter(ScoredWindow::hasModel).count();
    last.add(new Counted(window.end(), services, modelled));
    count += services;
    odd += modelled;
    Instant before = window.end().minus(REACH);
    while (last.getFirst().end.isBefore(before)) {
      Counted gone = last.removeFirst();
      count -= gone.count;
      odd -= gone.odd;
    }
    share = count < COUNT_MIN ? 0 : (double) odd / count;
    super.scored(window, oddOnes, changed);
  }
}
