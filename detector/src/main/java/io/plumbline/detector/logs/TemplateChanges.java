package io.plumbline.detector.logs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Finds what changed in a window against the usual. Pure: same counts, same changes.
 *
 * @param factorMin from so many times the usual on, a rise is told
 * @param risenMin from so many lines on, a rise is told
 * @param usualMin a template must usually have so many lines per window for its absence to be told:
 *     by chance (Poisson) a window has none once in e^usualMin
 * @param windowsMin so many windows must be known before absences and rises are told
 */
public record TemplateChanges(double factorMin, long risenMin, double usualMin, int windowsMin) {
  /** A rise to three times; an absence that chance explains once in e⁷ = 1,100 windows. */
  public static final TemplateChanges DEFAULT = new TemplateChanges(3, 5, 7, 10);

  /** Where a template that is nearly always there counts as one that always is. */
  private static final double ALWAYS = 0.95;

  /** Standard deviations of a Poisson count that a rise must exceed the usual by. */
  private static final double DEVIATIONS_MIN = 4;

  public TemplateChanges {
    if (!(factorMin > 1)) {
      throw new IllegalArgumentException("factorMin must be more than 1: " + factorMin);
    }
  }

  /** The changes of one window: new templates, then rises, the greatest first, then absences. */
  public List<TemplateChange> of(TemplateWindow window, TemplateBaseline baseline) {
    List<TemplateChange> appeared = new ArrayList<>();
    List<TemplateChange.Risen> risen = new ArrayList<>();
    for (Map.Entry<String, Long> entry : window.counts().entrySet()) {
      String id = entry.getKey();
      long count = entry.getValue();
      TemplateBaseline.Usual usual = baseline.of(id);
      if (usual.most() == 0 && count > 0) {
        appeared.add(new TemplateChange.Appeared(id, count));
      } else if (isRise(count, usual, baseline.windows())) {
        double factor = count / Math.max(usual.mean(), 1.0 / baseline.windows());
        risen.add(new TemplateChange.Risen(id, count, usual.mean(), factor));
      }
    }
    appeared.sort(Comparator.comparingLong(TemplateChange::count).reversed());
    risen.sort(Comparator.comparingDouble(TemplateChange.Risen::factor).reversed());
    List<TemplateChange> changes = new ArrayList<>(appeared);
    changes.addAll(risen);
    changes.addAll(vanished(window, baseline));
    return changes;
  }

  private boolean isRise(long count, TemplateBaseline.Usual usual, int windows) {
    return windows >= windowsMin
        && count >= risenMin
        && count > usual.most()
        && count >= factorMin * usual.mean()
        && count - usual.mean() >= DEVIATIONS_MIN * Math.sqrt(usual.mean());
  }

  private List<TemplateChange> vanished(TemplateWindow window, TemplateBaseline baseline) {
    List<TemplateChange> vanished = new ArrayList<>();
    if (baseline.windows() < windowsMin) {
      return vanished;
    }
    baseline
        .usual()
        .forEach((id, usual) -> {
          boolean expected = usual.mean() >= usualMin && usual.presence() >= ALWAYS;
          if (expected && window.count(id) == 0) {
            vanished.add(new TemplateChange.Vanished(id, usual.mean()));
          }
        });
    vanished.sort(Comparator.comparingDouble(TemplateChange::usual).reversed());
    return vanished;
  }
}
