package io.plumbline.detector.training;

import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.model.Reading;
import io.plumbline.detector.model.WindowReader;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a new model may take the place of the one in use. For one training. */
public final class Sanity {
  /** A surprise of 2 is once in a hundred windows; five times that is a calibration gone wrong. */
  private static final double ODD = 2;

  private static final double ODD_SHARE_MAX = 0.05;

  /** A model that has lost so many services was learned from a hole in the telemetry. */
  private static final double SERVICES_MIN = 0.5;

  private long count;
  private long odd;
  private @Nullable String withoutScore;

  /**
   * Looks at what some services were learned from.
   *
   * @param services of the new model
   * @param rows in time order; of other services they are left out
   */
  public void look(Map<String, TrainedService> services, List<FeatureRow> rows) {
    Map<String, WindowReader> readers = new HashMap<>();
    for (FeatureRow row : rows) {
      TrainedService service = services.get(row.service());
      if (service == null) {
        continue;
      }
      Reading reading =
          readers
              .computeIfAbsent(row.service(), _ -> service.model().reader())
              .read(row.window().start().getEpochSecond(), row.values());
      if (Double.isNaN(reading.surprise())) {
        withoutScore = row.service() + " at " + row.window().start();
      }
      count++;
      odd += reading.surprise() >= ODD ? 1 : 0;
    }
  }

  /**
   * What is wrong with a new model whose services it has looked at; null if nothing is.
   *
   * @param fresh count of its services
   * @param inUse count of the services of the model in use
   */
  public @Nullable String problem(int fresh, int inUse) {
    if (fresh < SERVICES_MIN * inUse) {
      return "it has only %d services, the one in use %d".formatted(fresh, inUse);
    }
    if (withoutScore != null) {
      return "it has no score for " + withoutScore;
    }
    double share = count == 0 ? 0 : (double) odd / count;
    return share > ODD_SHARE_MAX
        ? String.format(
            Locale.ROOT, "it finds %.1f %% of what it was learned from odd", 100 * share)
        : null;
  }
}
