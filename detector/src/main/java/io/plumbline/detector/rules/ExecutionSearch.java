package io.plumbline.detector.rules;

import io.plumbline.detector.search.Attributes;
import io.plumbline.detector.search.Search;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds batch executions among spans and log records: those with the name of a job. A span is one
 * execution from its start to its end; a log record tells of one at the time it was written, with
 * its duration as an attribute. There is no convention for these attributes yet: Spring Batch's
 * names are taken, and {@code batch.*}.
 */
public final class ExecutionSearch {
  private static final List<String> NAME = List.of("batch.job.name", "spring.batch.job.name");
  private static final List<String> ID = List.of("batch.execution.id", "spring.batch.execution.id");
  private static final List<String> STATE =
      List.of("batch.state", "batch.status", "spring.batch.job.status");

  /** Seconds. */
  private static final List<String> DURATION = List.of("batch.duration");

  /** Bytes. */
  private static final List<String> MEMORY = List.of("batch.memory", "process.memory.usage");

  /** Executions of one step of a monitor: more than this is no batch processing. */
  private static final int MOST = 100_000;

  /** Spans are found by their start: this is the longest execution that is found at its end. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private final Search search;

  public ExecutionSearch(Search search) {
    this.search = search;
  }

  /**
   * An execution and when it was told of: the end of a span, the time of a log record.
   *
   * @param told in the range that was asked for
   */
  public record Told(BatchExecution execution, Instant told) {}

  /** Executions that were told of in [from, to). */
  public List<Told> between(Instant from, Instant to) throws IOException {
    List<Told> found = new ArrayList<>();
    search.eachHit(Search.TRACES, query(spans(from, to)), MOST, hit -> addSpan(found, hit));
    found.removeIf(one -> one.told().isBefore(from) || !one.told().isBefore(to));
    search.eachHit(Search.LOGS, query(range(from, to)), MOST, hit -> addLog(found, hit));
    return found;
  }

  private static String query(String when) {
    String named =
        NAME.stream()
            .map(name -> "{\"exists\": {\"field\": \"attributes." + name + "\"}}")
            .collect(Collectors.joining(", "));
    return """
    {"query": {"bool": {
       "filter": [WHEN, {"bool": {"minimum_should_match": 1, "should": [NAMED]}}]}}}
    """
        .replace("WHEN", when)
        .replace("NAMED", named);
  }

  private static String range(Instant from, Instant to) {
    return "{\"range\": {\"@timestamp\": {\"gte\": \"" + from + "\", \"lt\": \"" + to + "\"}}}";
  }

  /**
   * Spans that may end in a range: their start is indexed, and their duration, but not the sum. So
   * for durations from d to 2d, those that start from 2d before the range to d before its end.
   */
  private static String spans(Instant from, Instant to) {
    List<String> classes = new ArrayList<>();
    Duration least = Duration.ZERO;
    Duration most = Duration.ofMinutes(1);
    while (least.compareTo(LONGEST) < 0) {
      classes.add(
          String.format(
              Locale.ROOT,
              "{\"bool\": {\"filter\": [%s, {\"range\": {\"duration\": {\"gte\": %d, \"lt\":"
                  + " %d}}}]}}",
              range(from.minus(most), to.minus(least)),
              least.toNanos(),
              most.toNanos()));
      least = most;
      most = most.multipliedBy(2);
    }
    return "{\"bool\": {\"minimum_should_match\": 1, \"should\": ["
        + String.join(", ", classes)
        + "]}}";
  }

  private static void addSpan(List<Told> found, JsonNode hit) {
    JsonNode source = hit.path("_source");
    JsonNode attributes = source.path("attributes");
    Instant start = Search.time(hit);
    Duration duration = Duration.ofNanos(source.path("duration").asLong(0));
    boolean failed = source.path("status").path("code").asString("").equals("Error");
    String state = Attributes.text(attributes, STATE);
    BatchExecution.State ended =
        failed ? BatchExecution.State.FAILED : BatchExecution.State.COMPLETED;
    found.add(
        new Told(
            execution(hit, start, duration, state == null ? ended : BatchExecution.State.of(state)),
            start.plus(duration)));
  }

  private static void addLog(List<Told> found, JsonNode hit) {
    JsonNode source = hit.path("_source");
    JsonNode attributes = source.path("attributes");
    Instant told = Search.time(hit);
    String state = Attributes.text(attributes, STATE);
    double seconds = Attributes.number(attributes, DURATION);
    if (state == null && Double.isNaN(seconds)) {
      return;
    }
    // Beyond a century or below nothing it is no duration.
    double bounded = Math.clamp(Double.isNaN(seconds) ? 0 : seconds, 0, 3e9);
    Duration duration = Duration.ofMillis(Math.round(1000 * bounded));
    BatchExecution.State known =
        state == null ? BatchExecution.State.UNKNOWN : BatchExecution.State.of(state);
    found.add(new Told(execution(hit, told.minus(duration), duration, known), told));
  }

  private static BatchExecution execution(
      JsonNode hit, Instant start, Duration duration, BatchExecution.State state) {
    JsonNode source = hit.path("_source");
    JsonNode attributes = source.path("attributes");
    JsonNode resource = source.path("resource").path("attributes");
    return new BatchExecution(
        orElse(Attributes.text(attributes, ID), hit.path("_id").asString("")),
        orElse(Attributes.text(resource, List.of("service.name")), "unknown_service"),
        orElse(Attributes.text(attributes, NAME), ""),
        start,
        duration,
        state,
        Attributes.number(attributes, MEMORY));
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
