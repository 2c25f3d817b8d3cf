package io.plumbline.agent.receiver.hostmetrics;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.plumbline.engine.config.ConfigSection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets names through: those that match an inclusion, or all when there is none, but for those that
 * match an exclusion.
 */
record NameFilter(@Nullable NameMatch include, @Nullable NameMatch exclude) {
  static final NameFilter ALL = new NameFilter(null, null);

  /**
   * The blocks {@code include} and {@code exclude}, each with a list under {@code names} and a
   * {@code match_type}.
   */
  static NameFilter read(ConfigSection section, String names) {
    return read(section, "include", "exclude", names);
  }

  static NameFilter read(ConfigSection section, String include, String exclude, String names) {
    return new NameFilter(match(section, include, names), match(section, exclude, names));
  }

  private static @Nullable NameMatch match(ConfigSection section, String block, String names) {
    if (!section.has(block)) {
      return null;
    }
    ConfigSection match = section.section(block);
    NameMatch.Type type = match.choice("match_type", NameMatch.Type.class, NameMatch.Type.STRICT);
    List<String> texts = match.strings(names, List.of());
    List<Pattern> patterns = new ArrayList<>();
    for (String text : texts) {
      try {
        patterns.add(Pattern.compile(type == NameMatch.Type.STRICT ? Pattern.quote(text) : text));
      } catch (PatternSyntaxException e) {
        match.problem(
            names,
            "expected a regular expression in RE2's syntax, found \""
                + text
                + "\": "
                + e.getDescription());
      }
    }
    match.rejectUnknownKeys();
    return new NameMatch(type, patterns);
  }

  boolean accepts(String name) {
    return (include == null || include.matches(name))
        && (exclude == null || !exclude.matches(name));
  }

  /**
   * Whether a name is in a list, or matches one of its expressions anywhere, as the Collector has
   * it.
   */
  record NameMatch(Type type, List<Pattern> patterns) {
    NameMatch {
      patterns = List.copyOf(patterns);
    }

    /** How a name is compared. */
    enum Type {
      STRICT,
      REGEXP
    }

    boolean matches(String name) {
      return patterns.stream()
          .anyMatch(pattern ->
              type == Type.STRICT ? pattern.matches(name) : pattern.matcher(name).find());
    }
  }
}
