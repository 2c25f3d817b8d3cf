package io.plumbline.detector.rules;

import io.plumbline.detector.config.ConfigSection;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.rules.RuleConfig.BatchDuration;
import io.plumbline.detector.rules.RuleConfig.BatchEfficiency;
import io.plumbline.detector.rules.RuleConfig.BatchFailed;
import io.plumbline.detector.rules.RuleConfig.BatchMemory;
import io.plumbline.detector.rules.RuleConfig.BatchMemoryNegative;
import io.plumbline.detector.rules.RuleConfig.ErrorCount;
import io.plumbline.detector.rules.RuleConfig.ErrorRatio;
import io.plumbline.detector.rules.RuleConfig.Head;
import io.plumbline.detector.rules.RuleConfig.NewErrorTemplate;
import io.plumbline.detector.rules.RuleConfig.NoData;
import io.plumbline.detector.rules.RuleConfig.Side;
import io.plumbline.detector.rules.RuleConfig.Source;
import io.plumbline.detector.rules.RuleConfig.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads one rule of a configuration. */
final class RuleReader {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final double MEGABYTE = 1e6;

  private final ConfigSection section;

  private RuleReader(ConfigSection section) {
    this.section = section;
  }

  private enum Type {
    ERROR_COUNT(8),
    ERROR_RATIO(6),
    THRESHOLD(6),
    NO_DATA(8),
    NEW_ERROR_TEMPLATE(4),
    BATCH_FAILED(8),
    BATCH_DURATION(4),
    BATCH_MEMORY(4),
    BATCH_MEMORY_NEGATIVE(4),
    BATCH_EFFICIENCY(4);

    private final double surprise;

    Type(double surprise) {
      this.surprise = surprise;
    }
  }

  /** The rule; empty when its type is missing or unknown. */
  static Optional<RuleConfig> read(ConfigSection section, String id) {
    String text = section.requiredString("type");
    Type type = text.isEmpty() ? Type.NO_DATA : section.choice("type", Type.NO_DATA);
    if (!type.name().equalsIgnoreCase(text)) {
      return Optional.empty();
    }
    List<String> services = section.strings("services");
    double surprise = section.number("surprise", type.surprise, 0, 10);
    RuleConfig rule = new RuleReader(section).read(type, new Head(id, services, surprise));
    section.rejectUnknownKeys();
    return Optional.of(rule);
  }

  private RuleConfig read(Type type, Head head) {
    return switch (type) {
      case ERROR_COUNT ->
          new ErrorCount(
              head,
              section.choice("source", Source.REQUESTS),
              section.integer("count", 10, 1, 1_000_000_000),
              section.duration("period", MINUTE, SECOND, DAY));
      case ERROR_RATIO ->
          new ErrorRatio(
              head,
              section.number("ratio", 0.2, 0, 1),
              section.duration("period", MINUTE, SECOND, DAY),
              section.integer("requests", 20, 1, 1_000_000_000));
      case THRESHOLD -> threshold(head);
      case NO_DATA -> noData(head);
      case NEW_ERROR_TEMPLATE -> new NewErrorTemplate(head);
      case BATCH_FAILED -> new BatchFailed(head);
      case BATCH_DURATION ->
          new BatchDuration(
              head, section.duration("limit", Duration.ofHours(1), SECOND, DAY.multipliedBy(365)));
      case BATCH_MEMORY -> new BatchMemory(head, MEGABYTE * megabytes("limit_megabytes"));
      case BATCH_MEMORY_NEGATIVE -> new BatchMemoryNegative(head);
      case BATCH_EFFICIENCY ->
          new BatchEfficiency(
              head,
              section.number("limit", 20, 0, 100),
              new Efficiency(
                  section.duration(
                      "reference_duration", Duration.ofHours(1), SECOND, DAY.multipliedBy(365)),
                  MEGABYTE * megabytes("reference_megabytes")));
    };
  }

  private double megabytes(String key) {
    return section.number(key, 100, 0.001, 1e9);
  }

  private Threshold threshold(Head head) {
    String id = section.requiredString("feature");
    Optional<Feature> feature = Feature.all().stream().filter(one -> one.id().equals(id)).findAny();
    if (!id.isEmpty() && feature.isEmpty()) {
      String known = Feature.all().stream().map(Feature::id).collect(Collectors.joining(", "));
      section.problem("feature", "expected one of " + known + "; found '" + id + "'");
    }
    if (!section.has("above") && !section.has("below")) {
      section.problem("above", "expected a limit in above or below, found none");
    }
    if (section.has("above") && section.has("below")) {
      section.problem("below", "expected a limit in above or below, found both");
    }
    Side side = section.has("below") ? Side.BELOW : Side.ABOVE;
    return new Threshold(
        head,
        feature.orElse(Feature.REQUEST_RATE),
        side,
        section.number(side == Side.ABOVE ? "above" : "below", 0, 0, 1e18),
        section.integer("windows", 3, 1, 1000));
  }

  private NoData noData(Head head) {
    Duration period = section.duration("period", Duration.ofMinutes(5), SECOND, DAY);
    Duration goneAfter = section.duration("gone_after", DAY, SECOND, DAY.multipliedBy(365));
    if (goneAfter.compareTo(period) <= 0) {
      section.problem("gone_after", "expected more than the period");
    }
    return new NoData(head, period, goneAfter);
  }
}
