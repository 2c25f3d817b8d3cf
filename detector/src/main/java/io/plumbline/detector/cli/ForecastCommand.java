package io.plumbline.detector.cli;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.FeatureSearch;
import io.plumbline.detector.features.Scope;
import io.plumbline.detector.graph.Topology;
import io.plumbline.detector.graph.TopologySearch;
import io.plumbline.detector.model.Trend;
import io.plumbline.detector.search.Search;
import io.plumbline.elk.ElasticsearchConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code detector forecast}. */
@Command(
    name = "forecast",
    description = {
      "Says where a feature of a service is going, with its seasons of the day and the week.",
      "Of the past it tells spikes and drops; with --limit also when that is reached."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  detector forecast service-b memory_retained --last 14d --limit 900000000",
      "  detector forecast frontend request_rate --last 28d --ahead 7d --window 10m --json"
    })
final class ForecastCommand implements Callable<Integer> {
  private static final int STEPS = 14;
  private static final Duration FARTHEST = Duration.ofDays(366);

  @Mixin private final StoreOptions store = new StoreOptions();
  @Mixin private final RangeOptions range = new RangeOptions();

  @Parameters(index = "0", paramLabel = "SERVICE", description = "The service's name")
  private String service = "";

  @Parameters(index = "1", paramLabel = "FEATURE", description = "As in detector collect")
  private String feature = "";

  @Option(
      names = "--ahead",
      paramLabel = "LENGTH",
      defaultValue = "1d",
      description = "How far to look ahead (default: ${DEFAULT-VALUE})")
  private Duration ahead = Duration.ofDays(1);

  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      description = "Say when it is reached, within a year, in the feature's unit")
  private @Nullable Double limit;

  @Option(names = "--json", description = "Print a JSON object instead of a table")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;
  private final InstantSource clock;

  ForecastCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    Feature known =
        Feature.all().stream()
            .filter(one -> one.id().equals(feature))
            .findAny()
            .orElseThrow(() ->
                new CommandFailedException(
                    "There is no feature '"
                        + feature
                        + "', only "
                        + Feature.all().stream()
                            .map(Feature::id)
                            .collect(Collectors.joining(", "))));
    if (ahead.isZero() || ahead.compareTo(FARTHEST) > 0) {
      throw new CommandFailedException("--ahead must be above 0 and up to 366d: " + ahead);
    }
    try (ElasticsearchConnection connection = store.connect()) {
      RangeOptions.Range past = range.range(clock.instant());
      Search search = new Search(connection);
      Topology topology =
          new TopologySearch(search, connection.json()).learn(past.from(), past.to());
      List<FeatureRow> rows =
          RowReader.read(new FeatureSearch(search, past.grid(), Scope.of(topology)), past, console)
              .stream()
              .filter(row -> row.service().equals(service))
              .toList();
      Trend trend = trend(rows, known, past);
      if (json) {
        ObjectNode node = connection.json().createObjectNode();
        write(node, trend, known, past.to());
        console.print(node.toString());
      } else {
        print(console, trend, known, past.to());
      }
    }
    return 0;
  }

  private Trend trend(List<FeatureRow> rows, Feature known, RangeOptions.Range past)
      throws CommandFailedException {
    long[] times = rows.stream().mapToLong(row -> row.window().start().getEpochSecond()).toArray();
    double[] values = rows.stream().mapToDouble(row -> row.value(known)).toArray();
    try {
      return Trend.fit(times, values);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          service
              + " has too few windows with "
              + feature
              + " from "
              + past
              + ": "
              + e.getMessage());
    }
  }

  private void print(Console console, Trend trend, Feature known, Instant now) {
    console.print(
        String.format(
            Locale.ROOT,
            "%s of %s: %s%s a day",
            known.label(),
            service,
            trend.slopePerDay() < 0 ? "" : "+",
            known.text(trend.slopePerDay())));
    console.print(String.format(Locale.ROOT, "%-20s  %12s  %s", "time", "expected", "90 % band"));
    for (Instant time : times(now)) {
      Trend.Forecast at = trend.at(time.getEpochSecond());
      console.print(
          String.format(
              Locale.ROOT,
              "%-20s  %12s  %s",
              time,
              known.text(at.expected()),
              known.text(at.low(), at.high())));
    }
    for (Trend.Jump jump : trend.jumps()) {
      console.print(
          (jump.isSpike() ? "spike at " : "drop at ")
              + Instant.ofEpochSecond(jump.time())
              + ": "
              + known.text(jump.value())
              + ", expected "
              + known.text(jump.forecast().expected()));
    }
    Double bound = limit;
    if (bound != null) {
      OptionalLong reached = reached(trend, bound, now);
      console.print(
          reached.isEmpty()
              ? known.text(bound) + " is not reached within a year"
              : String.format(
                  Locale.ROOT,
                  "%s is reached in %.1f days, at %s",
                  known.text(bound),
                  (reached.getAsLong() - now.getEpochSecond()) / 86_400.0,
                  Instant.ofEpochSecond(reached.getAsLong())));
    }
  }

  private OptionalLong reached(Trend trend, double bound, Instant now) {
    long from = now.getEpochSecond();
    boolean rising = trend.at(from).expected() <= bound;
    return trend.reaches(bound, rising, from, from + FARTHEST.toSeconds(), 3600);
  }

  private List<Instant> times(Instant now) {
    long step = Math.max(1, ahead.toSeconds() / STEPS);
    return java.util.stream.IntStream.rangeClosed(1, STEPS)
        .mapToObj(i -> now.plusSeconds(i * step).truncatedTo(ChronoUnit.SECONDS))
        .toList();
  }

  private void write(ObjectNode node, Trend trend, Feature known, Instant now) {
    node.put("service", service).put("feature", known.id());
    node.put("slope_per_day", trend.slopePerDay());
    ArrayNode forecasts = node.putArray("forecast");
    for (Instant time : times(now)) {
      Trend.Forecast at = trend.at(time.getEpochSecond());
      forecasts
          .addObject()
          .put("time", time.toString())
          .put("expected", at.expected())
          .put("low", at.low())
          .put("high", at.high());
    }
    ArrayNode jumps = node.putArray("jumps");
    for (Trend.Jump jump : trend.jumps()) {
      jumps
          .addObject()
          .put("time", Instant.ofEpochSecond(jump.time()).toString())
          .put("value", jump.value())
          .put("expected", jump.forecast().expected());
    }
    Double bound = limit;
    if (bound != null) {
      OptionalLong reached = reached(trend, bound, now);
      node.put("limit", bound);
      if (reached.isPresent()) {
        node.put("reached", Instant.ofEpochSecond(reached.getAsLong()).toString());
        node.put("days_until", (reached.getAsLong() - now.getEpochSecond()) / 86_400.0);
      } else {
        node.putNull("reached");
      }
    }
  }
}
