package io.plumbline.detector.report;

import io.plumbline.detector.logs.Drain;
import io.plumbline.detector.logs.LogLine;
import io.plumbline.detector.logs.LogTemplate;
import io.plumbline.detector.logs.TemplateCounter;
import io.plumbline.detector.logs.TemplateWindow;
import io.plumbline.detector.logs.Theme;
import io.plumbline.detector.logs.Themes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** From lines to themes: templates, how often each came before and in a report's time. */
final class LogMining {
  private static final int THEMES_MAX = 8;
  private static final int TEMPLATES_SHOWN = 4;

  /** Of more templates the rarest are left out of themes. */
  private static final int TEMPLATES_MAX = 1_000;

  private static final int PARTS = 60;
  private static final long SEED = 42;

  private final Drain drain = new Drain(Drain.Config.DEFAULT);
  private final TemplateCounter counter;
  private final Report.Header header;
  private final Map<String, Tally> tallies = new HashMap<>();

  private LogMining(Report.Header header) {
    this.header = header;
    this.counter = new TemplateCounter(Duration.ofSeconds(header.windowSeconds()));
  }

  /** What was counted of a template. */
  private static final class Tally {
    private double before;
    private final double[] parts = new double[PARTS];
    private final SortedSet<String> services = new TreeSet<>();

    LogReport.Counts counts() {
      return new LogReport.Counts(Arrays.stream(parts).sum(), before);
    }
  }

  /** Mines what was read of the time before, and of a report's time; null when that is nothing. */
  static @Nullable LogReport of(
      LogSampling.Sample before, LogSampling.Sample now, Report.Header header) {
    if (before.lines().isEmpty() && now.lines().isEmpty()) {
      return null;
    }
    LogMining mining = new LogMining(header);
    mining.count(before);
    mining.count(now);
    mining.tally(before.weight(), now.weight());
    long sampled = (long) before.lines().size() + now.lines().size();
    return new LogReport(now.total(), before.total(), sampled, mining.themes());
  }

  private void count(LogSampling.Sample sample) {
    for (LogLine line : sample.lines()) {
      counter.add(line.service(), line.time(), drain.add(line.text(), line.time()));
    }
  }

  private void tally(double weightBefore, double weight) {
    Instant end = header.to().plusSeconds(header.windowSeconds());
    for (TemplateWindow window : counter.closeUntil(end)) {
      boolean isBefore = window.start().isBefore(header.from());
      long index =
          (window.start().getEpochSecond() - header.from().getEpochSecond())
              / header.windowSeconds();
      int part = Math.clamp(index * PARTS / header.windows(), 0, PARTS - 1);
      window
          .resolved(drain::resolve)
          .counts()
          .forEach((template, count) -> {
            Tally tally = tallies.computeIfAbsent(template, _ -> new Tally());
            if (isBefore) {
              tally.before += count * weightBefore;
            } else {
              tally.parts[part] += count * weight;
            }
            tally.services.add(window.service());
          });
    }
  }

  private List<LogReport.Theme> themes() {
    List<LogTemplate> templates =
        drain.templates().stream()
            .filter(one -> tallies.containsKey(one.id()))
            .sorted(Comparator.comparingLong(one -> -one.count()))
            .limit(TEMPLATES_MAX)
            .sorted(Comparator.comparing(LogTemplate::text).thenComparing(LogTemplate::id))
            .toList();
    Map<String, String> texts = new HashMap<>();
    templates.forEach(one -> texts.put(one.id(), one.text()));
    List<LogReport.Theme> themes = new ArrayList<>();
    Themes.of(templates, THEMES_MAX, SEED).forEach(one -> themes.add(theme(one, texts)));
    themes.sort(Comparator.comparingDouble(one -> -one.counts().growth()));
    return themes;
  }

  private LogReport.Theme theme(Theme theme, Map<String, String> texts) {
    double[] parts = new double[PARTS];
    double before = 0;
    List<LogReport.Template> templates = new ArrayList<>();
    for (String id : theme.templates()) {
      Tally tally = tallies.getOrDefault(id, new Tally());
      before += tally.before;
      for (int i = 0; i < PARTS; i++) {
        parts[i] += tally.parts[i];
      }
      templates.add(
          new LogReport.Template(
              texts.getOrDefault(id, ""), tally.counts(), List.copyOf(tally.services)));
    }
    templates.sort(
        Comparator.comparingDouble(one -> -Math.max(one.counts().now(), one.counts().before())));
    LogReport.Counts counts = new LogReport.Counts(Arrays.stream(parts).sum(), before);
    return new LogReport.Theme(
        theme.label(),
        counts,
        Arrays.stream(parts).boxed().toList(),
        templates.stream().limit(TEMPLATES_SHOWN).toList());
  }
}
