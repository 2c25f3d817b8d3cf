package io.plumbline.engine.attribute;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.plumbline.engine.attribute.ItemMatch.AttributeMatch;
import io.plumbline.engine.attribute.ItemMatch.LibraryMatch;
import io.plumbline.engine.attribute.ItemMatch.SeverityMatch;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.otlp.wire.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a block {@code include} or {@code exclude}. */
final class ItemMatchReader {
  private static final List<String> SEVERITIES =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");

  private final ConfigSection section;
  private final boolean strict;

  ItemMatchReader(ConfigSection section) {
    this.section = section;
    String matchType = section.string("match_type", "");
    this.strict = matchType.equals("strict");
    if (!strict && !matchType.equals("regexp")) {
      section.problem(
          "unrecognized match_type: '" + matchType + "', valid types are: [regexp strict]");
    }
    ConfigSection regexp = section.section("regexp");
    // Patterns are compiled once and matched in linear time; a cache of results is accepted and
    // not needed.
    regexp.bool("cacheenabled", false);
    regexp.integer("cachemaxnumentries", 0, 0, Integer.MAX_VALUE);
    regexp.rejectUnknownKeys();
  }

  ItemMatch read() {
    ItemMatch match =
        new ItemMatch(
            texts("services"),
            texts("span_names"),
            spanKinds(),
            texts("log_bodies"),
            texts("log_severity_texts"),
            severity(),
            texts("metric_names"),
            attributes("attributes"),
            attributes("resources"),
            libraries());
    section.rejectUnknownKeys();
    return match;
  }

  private @Nullable TextMatch texts(String key) {
    List<String> texts = section.strings(key, List.of());
    return texts.isEmpty() ? null : match(section, texts);
  }

  private @Nullable TextMatch spanKinds() {
    List<String> kinds = section.strings("span_kinds", List.of());
    if (strict && !SpanKinds.valid().containsAll(kinds)) {
      section.problem(
          "span_kinds string must match one of the standard span kinds when match_type=strict: ["
              + String.join(" ", SpanKinds.valid())
              + "]");
    }
    return texts("span_kinds");
  }

  private TextMatch match(ConfigSection at, List<String> texts) {
    if (strict) {
      return new TextMatch.Strict(texts);
    }
    List<Pattern> patterns = new ArrayList<>();
    for (String text : texts) {
      try {
        patterns.add(Pattern.compile(text));
      } catch (PatternSyntaxException e) {
        at.problem("invalid pattern \"" + text + "\": " + e.getDescription());
      }
    }
    return new TextMatch.Regexp(patterns);
  }

  private @Nullable SeverityMatch severity() {
    if (!section.has("log_severity_number")) {
      return null;
    }
    ConfigSection severity = section.section("log_severity_number");
    SeverityMatch match =
        new SeverityMatch(severityMin(severity), severity.bool("match_undefined", false));
    severity.rejectUnknownKeys();
    return match;
  }

  /** A number from 0 to 24, or a name such as {@code WARN} or {@code INFO3}. */
  private static int severityMin(ConfigSection severity) {
    if (!(severity.value("min") instanceof String name)) {
      return (int) severity.integer("min", 0, 0, 24);
    }
    String upper = name.toUpperCase(Locale.ROOT);
    String stem = upper.replaceAll("[2-4]$", "");
    int index = SEVERITIES.indexOf(stem);
    if (index < 0) {
      severity.problem("min", "expected a severity such as INFO or 9, found \"" + name + "\"");
      return 0;
    }
    // The names stand for four numbers each, the first without a digit: logs.proto.
    int step = upper.equals(stem) ? 0 : upper.charAt(upper.length() - 1) - '1';
    return 4 * index + 1 + step;
  }

  private List<AttributeMatch> attributes(String key) {
    List<AttributeMatch> matches = new ArrayList<>();
    for (ConfigSection attribute : section.sections(key)) {
      String name = attribute.string("key", "");
      Object value = attribute.value("value");
      attribute.rejectUnknownKeys();
      if (name.isEmpty()) {
        attribute.problem("can't have empty key in the list of attributes");
        continue;
      }
      matches.add(attribute(attribute, name, value));
    }
    return matches;
  }

  private AttributeMatch attribute(ConfigSection at, String name, @Nullable Object value) {
    Slice key = Slice.utf8(name);
    if (value == null) {
      return new AttributeMatch(key, null, null);
    }
    if (!strict) {
      if (!(value instanceof String pattern)) {
        at.problem("match_type=regexp for \"" + name + "\" only supports Str, but found " + value);
        return new AttributeMatch(key, null, null);
      }
      return new AttributeMatch(key, null, match(at, List.of(pattern)));
    }
    byte[] anyValue = AnyValues.ofYaml(value);
    if (anyValue == null) {
      at.problem("value", "expected a value that OTLP has, found " + value);
      return new AttributeMatch(key, null, null);
    }
    return new AttributeMatch(key, Slice.of(anyValue), null);
  }

  private List<LibraryMatch> libraries() {
    List<LibraryMatch> matches = new ArrayList<>();
    for (ConfigSection library : section.sections("libraries")) {
      TextMatch name = match(library, List.of(library.string("name", "")));
      boolean anyVersion = library.value("version") == null;
      TextMatch version =
          anyVersion ? null : match(library, List.of(library.string("version", "")));
      library.rejectUnknownKeys();
      matches.add(new LibraryMatch(name, version));
    }
    return matches;
  }
}
