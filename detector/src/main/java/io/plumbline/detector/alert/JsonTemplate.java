package io.plumbline.detector.alert;

import io.plumbline.detector.explain.Severity;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON with places such as {@code ${incident.title}}, which are filled with the fields of a notice,
 * escaped as JSON text. Every place stands inside a JSON string; the score may stand as a number.
 */
final class JsonTemplate {
  private static final Pattern PLACE = Pattern.compile("\\$\\{incident\\.([^}]*)}");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final Map<String, Function<Notice, String>> FIELDS =
      new TreeMap<>(
          Map.of(
              "id", Notice::incidentId,
              "event", Notice::eventId,
              "severity", notice -> notice.severity().id(),
              "score", notice -> String.format(Locale.ROOT, "%.1f", notice.score()),
              "service", Notice::service,
              "feature", Notice::topFeature,
              "title", Notice::title,
              "explanation", Notice::explanation,
              "since", notice -> notice.since().toString(),
              "url", notice -> notice.url() == null ? "" : notice.url()));

  private final String text;

  JsonTemplate(String text) {
    this.text = text;
  }

  /** What is wrong with a template; null when nothing is. */
  static @Nullable String problem(String text) {
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      if (!FIELDS.containsKey(place.group(1))) {
        return "expected ${incident.…} with one of "
            + String.join(", ", FIELDS.keySet())
            + ", found "
            + place.group();
      }
    }
    // What breaks a place that is not inside a string.
    AlertMessage sample =
        new AlertMessage(
            "a b",
            AlertEvent.OPENED,
            Severity.MINOR,
            1,
            "a b",
            "a b",
            "\"\n",
            "\"\n",
            Instant.EPOCH,
            "a b");
    try {
      JsonNode filled = JSON.readTree(new JsonTemplate(text).fill(sample));
      return filled.isObject() || filled.isArray() ? null : "expected a JSON object or array";
    } catch (JacksonException _) {
      // Jackson's message speaks of the filled text, which nobody has written.
      return "expected JSON with every ${incident.…} inside a string";
    }
  }

  String fill(Notice notice) {
    StringBuilder filled = new StringBuilder();
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      Function<Notice, String> field = FIELDS.get(place.group(1));
      if (field == null) {
        throw new IllegalStateException("a template must be checked first: " + place.group());
      }
      String value = field.apply(notice);
      place.appendReplacement(filled, Matcher.quoteReplacement(escaped(value)));
    }
    place.appendTail(filled);
    return filled.toString();
  }

  private static String escaped(String value) {
    return new String(JsonStringEncoder.getInstance().quoteAsCharArray(value));
  }
}
