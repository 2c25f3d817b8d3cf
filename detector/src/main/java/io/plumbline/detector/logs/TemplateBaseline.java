package io.plumbline.detector.logs;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a service usually writes, learned from windows of equal length.
 *
 * @param windows how many it was learned from, those without a line included
 * @param usual by template id
 */
public record TemplateBaseline(int windows, SortedMap<String, Usual> usual) {
  public TemplateBaseline {
    if (windows < 1) {
      throw new IllegalArgumentException("windows must be at least 1: " + windows);
    }
    usual = Collections.unmodifiableSortedMap(new TreeMap<>(usual));
  }

  /**
   * The usual counts of one template.
   *
   * @param mean lines per window
   * @param presence share of windows that have it
   * @param most lines in one window
   */
  public record Usual(double mean, double presence, long most) {
    static final Usual NEVER = new Usual(0, 0, 0);

    /** Of two templates that are one now. */
    Usual plus(Usual other) {
      double either = Math.min(1, Math.max(presence, other.presence));
      return new Usual(mean + other.mean, either, most + other.most);
    }
  }

  /**
   * Learns from the windows of one service.
   *
   * @param counted those with lines, each window once
   * @param windows how many there were in all: a silent one counts as zeros
   */
  public static TemplateBaseline of(Collection<TemplateWindow> counted, int windows) {
    if (windows < counted.size()) {
      throw new IllegalArgumentException(
          "windows must be at least those counted: " + windows + " < " + counted.size());
    }
    SortedMap<String, Sum> sums = new TreeMap<>();
    for (TemplateWindow window : counted) {
      window.counts().forEach((id, count) -> sums.merge(id, new Sum(count, 1, count), Sum::plus));
    }
    SortedMap<String, Usual> usual = new TreeMap<>();
    sums.forEach((id, sum) -> usual.put(id, sum.over(windows)));
    return new TemplateBaseline(windows, usual);
  }

  /** What is usual for a template; zeros when it was never there. */
  public Usual of(String template) {
    return usual.getOrDefault(template, Usual.NEVER);
  }

  /** The same under the ids that templates have now, {@link Drain#resolve}. */
  public TemplateBaseline resolved(UnaryOperator<String> resolve) {
    SortedMap<String, Usual> resolved = new TreeMap<>();
    usual.forEach((id, one) -> resolved.merge(resolve.apply(id), one, Usual::plus));
    return new TemplateBaseline(windows, resolved);
  }

  private record Sum(long lines, int present, long most) {
    Sum plus(Sum other) {
      return new Sum(lines + other.lines, present + other.present, Math.max(most, other.most));
    }

    Usual over(int windows) {
      return new Usual((double) lines / windows, (double) present / windows, most);
    }
  }
}
