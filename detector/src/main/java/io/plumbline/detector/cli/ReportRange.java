package io.plumbline.detector.cli;

import io.plumbline.detector.features.WindowGrid;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which stretch of time a report is about: one way of saying it, or the last 24 hours. */
final class ReportRange {
  /** What {@code --daily} stands for without a date. */
  private static final String YESTERDAY = "yesterday";

  @Option(
      names = "--daily",
      paramLabel = "DATE",
      arity = "0..1",
      fallbackValue = YESTERDAY,
      description = "A whole day in UTC (without a date: yesterday)")
  private @Nullable String daily;

  @Option(names = "--hourly", description = "The last full hour")
  private boolean hourly;

  @Option(
      names = "--range",
      paramLabel = "FROM/TO",
      description = "From one time to another, such as 2026-01-31T08:00:00Z/2026-01-31T10:00:00Z")
  private @Nullable String range;

  @Mixin private final SpanOptions span = new SpanOptions();

  @Option(
      names = "--window",
      paramLabel = "LENGTH",
      description = "Length of a window, whole seconds (default: as the model has it, else 60s)")
  private @Nullable Duration window;

  @Mixin private final DelayOption delay = new DelayOption();

  /**
   * What was asked for.
   *
   * @param name short, for the name of a file
   */
  record Asked(String title, String name, RangeOptions.Range range) {}

  /** Refuses what contradicts itself, as wrong usage. */
  void validate(CommandLine line) {
    List<String> given = new ArrayList<>();
    if (daily != null) {
      given.add("--daily");
      day(line, daily);
    }
    if (hourly) {
      given.add("--hourly");
    }
    if (range != null) {
      given.add("--range");
      interval(line, range);
    }
    String ofSpan = span.given();
    if (ofSpan != null) {
      given.add(ofSpan);
    }
    if (given.size() > 1) {
      throw new ParameterException(line, "Give only one of " + String.join(" and ", given));
    }
    if (span.hasTwoStarts()) {
      throw new ParameterException(line, "Give --from or --last, not both");
    }
  }

  /** The grid that was asked for. */
  WindowGrid grid(Duration otherwise) throws CommandFailedException {
    return WindowOption.grid(window == null ? otherwise : window);
  }

  /** The final windows of what was asked for; after {@link #validate}. */
  Asked asked(WindowGrid grid, Instant now, CommandLine line) throws CommandFailedException {
    Instant latest = now.minus(delay.length());
    if (daily != null) {
      LocalDate day = daily.equals(YESTERDAY) ? date(latest).minusDays(1) : day(line, daily);
      Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
      Instant end = start.plus(1, ChronoUnit.DAYS);
      return asked("Daily report", day.toString(), grid, start, end, latest);
    }
    if (hourly) {
      Instant end = latest.truncatedTo(ChronoUnit.HOURS);
      Instant start = end.minus(1, ChronoUnit.HOURS);
      return asked("Hourly report", minute(start), grid, start, end, latest);
    }
    if (range != null) {
      List<Instant> ends = interval(line, range);
      return asked("Report", names(ends), grid, ends.getFirst(), ends.getLast(), latest);
    }
    RangeOptions.Range asked = span.range(grid, latest);
    return new Asked("Report", names(List.of(asked.from(), asked.to())), asked);
  }

  private static Asked asked(
      String title, String name, WindowGrid grid, Instant from, Instant to, Instant latest)
      throws CommandFailedException {
    return new Asked(title, name, RangeOptions.Range.within(grid, from, to, latest));
  }

  private static LocalDate day(CommandLine line, String text) {
    try {
      return text.equals(YESTERDAY) ? LocalDate.EPOCH : LocalDate.parse(text);
    } catch (DateTimeException _) {
      throw new ParameterException(line, "--daily: '" + text + "' is no date like 2026-01-31");
    }
  }

  private static List<Instant> interval(CommandLine line, String text) {
    String[] ends = text.split("/", -1);
    if (ends.length != 2) {
      throw new ParameterException(
          line, "--range: '" + text + "' is no FROM/TO like 2026-01-31T08:00:00Z/2026-02-01");
    }
    try {
      return List.of(Instants.parse(ends[0]), Instants.parse(ends[1]));
    } catch (CommandLine.TypeConversionException e) {
      throw new ParameterException(line, "--range: " + e.getMessage(), e);
    }
  }

  private static LocalDate date(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  /** As in 2026-01-31T0800, which every file system takes. */
  private static String minute(Instant time) {
    return time.truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "").replace(":", "");
  }

  private static String names(List<Instant> ends) {
    return minute(ends.getFirst()) + "-" + minute(ends.getLast());
  }
}
