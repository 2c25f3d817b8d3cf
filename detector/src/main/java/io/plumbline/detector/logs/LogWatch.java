package io.plumbline.detector.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads log lines and tells what there is in a window that is not usual. For one thread.
 *
 * <p>A template is new in the windows of one service that does not usually have it, from the window
 * in which its first line was. So reading lines a second time says the same again.
 */
public final class LogWatch {
  private final Duration window;
  private final Drain drain = new Drain(Drain.Config.DEFAULT);
  private final SortedMap<String, TemplateBaseline> usual;
  private final TemplateCounter counter;
  private final Set<String> errors = new HashSet<>();
  private Set<String> stored = Set.of();
  private Instant countedUntil;

  public LogWatch(Duration window, LogKnowledge known) {
    this.window = window;
    this.usual = new TreeMap<>(known.usual());
    this.counter = new TemplateCounter(window);
    drain.merge(known.templates());
    stored = texts();
    Instant counted = known.countedUntil();
    countedUntil = counted == null ? Instant.MIN : counted;
  }

  /** Takes a line in; what was counted in a window that was closed before is not counted again. */
  public void add(LogLine line) {
    boolean again = line.time().isBefore(countedUntil);
    String id =
        again ? drain.recall(line.text(), line.time()) : drain.add(line.text(), line.time());
    counter.add(line.service(), line.time(), id);
    if (line.severity() >= LogLine.ERROR) {
      errors.add(id);
    }
  }

  /** What is known now. */
  public LogKnowledge knowledge() {
    Instant counted = countedUntil.equals(Instant.MIN) ? null : countedUntil;
    return new LogKnowledge(drain.state(), usual, counted);
  }

  /** Whether templates came or changed since this was last asked. */
  public boolean hasNews() {
    Set<String> now = texts();
    boolean news = !now.equals(stored);
    stored = now;
    return news;
  }

  private Set<String> texts() {
    Set<String> texts = new HashSet<>();
    drain.templates().forEach(template -> texts.add(template.text()));
    return texts;
  }

  /**
   * Learns what is usual from all lines that were added, of windows from one time to another.
   *
   * @param services that were there: who wrote nothing usually writes nothing
   */
  public void learn(Instant from, Instant to, Set<String> services) {
    int windows = (int) Math.max(1, Duration.between(from, to).dividedBy(window));
    SortedMap<String, List<TemplateWindow>> byService = new TreeMap<>();
    services.forEach(service -> byService.put(service, new ArrayList<>()));
    for (TemplateWindow one : close(to)) {
      byService
          .computeIfAbsent(one.service(), _ -> new ArrayList<>())
          .add(one.resolved(drain::resolve));
    }
    usual.clear();
    byService.forEach((service, counted) ->
        usual.put(service, TemplateBaseline.of(counted, Math.max(windows, counted.size()))));
  }

  private List<TemplateWindow> close(Instant end) {
    countedUntil = end.isAfter(countedUntil) ? end : countedUntil;
    return counter.closeUntil(end);
  }

  /** The template of an id; null when it was forgotten. */
  public @Nullable LogTemplate template(String id) {
    return drain.template(id);
  }

  /**
   * What is not usual in the windows that end at a time or before, by start and service. Services
   * of which nothing is known are left out: all of theirs would be new.
   */
  public List<Unusual> unusual(Instant end) {
    List<Unusual> unusual = new ArrayList<>();
    for (TemplateWindow counted : close(end)) {
      TemplateBaseline baseline = usual.get(counted.service());
      if (baseline == null) {
        continue;
      }
      List<TemplateChange> changes =
          TemplateChanges.DEFAULT.of(
              counted.resolved(drain::resolve), baseline.resolved(drain::resolve));
      List<TemplateChange> told = changes.stream().filter(one -> isTold(one, counted)).toList();
      if (!told.isEmpty()) {
        unusual.add(new Unusual(counted.service(), counted.start(), told, newErrors(told)));
      }
    }
    return unusual;
  }

  /** A template that a service has for the first time, but another had, is no news for long. */
  private boolean isTold(TemplateChange change, TemplateWindow counted) {
    if (!(change instanceof TemplateChange.Appeared)) {
      return true;
    }
    LogTemplate template = drain.template(change.template());
    return template != null && !template.firstSeen().isBefore(counted.start());
  }

  private SortedSet<String> newErrors(List<TemplateChange> changes) {
    Set<String> resolved = new HashSet<>();
    errors.forEach(id -> resolved.add(drain.resolve(id)));
    SortedSet<String> texts = new TreeSet<>();
    for (TemplateChange change : changes) {
      LogTemplate template = drain.template(change.template());
      boolean isNew = change instanceof TemplateChange.Appeared;
      if (isNew && template != null && resolved.contains(template.id())) {
        texts.add(template.text());
      }
    }
    return texts;
  }

  /**
   * What is not usual in a window of a service.
   *
   * @param newErrors texts of the templates of errors that were never there before
   */
  public record Unusual(
      String service, Instant start, List<TemplateChange> changes, SortedSet<String> newErrors) {}

  /** Lines of a template that are unusual, for a person. */
  public String text(TemplateChange change) {
    LogTemplate template = drain.template(change.template());
    String what = template == null ? change.template() : template.text();
    return switch (change) {
      case TemplateChange.Appeared(_, long count) ->
          "new: " + what + (count == 1 ? " (1 line)" : " (" + count + " lines)");
      case TemplateChange.Risen risen ->
          "×%.0f: %s (%d lines, usually %.1f)"
              .formatted(risen.factor(), what, risen.count(), risen.usual());
      case TemplateChange.Vanished(_, double mean) ->
          "gone: %s (usually %.1f lines)".formatted(what, mean);
    };
  }

  /**
   * What the new and risen templates of a window speak of: their themes with lines, for a person.
   */
  public List<String> themes(List<TemplateChange> changes, int themesMax) {
    Map<String, TemplateChange> byId = new TreeMap<>();
    List<LogTemplate> templates = new ArrayList<>();
    for (TemplateChange change : changes) {
      LogTemplate template = drain.template(change.template());
      if (template != null && change.count() > 0) {
        templates.add(template);
        byId.put(template.id(), change);
      }
    }
    List<String> themes = new ArrayList<>();
    for (Theme theme : Themes.of(templates, themesMax, 1)) {
      long lines = 0;
      double before = 0;
      for (String id : theme.templates()) {
        TemplateChange change = byId.get(id);
        lines += change == null ? 0 : change.count();
        before += change == null ? 0 : change.usual();
      }
      themes.add("%s: %d lines, usually %.1f".formatted(theme.label(), lines, before));
    }
    return themes;
  }
}
