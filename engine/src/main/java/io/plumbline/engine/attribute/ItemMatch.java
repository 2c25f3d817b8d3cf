package io.plumbline.engine.attribute;

import io.plumbline.engine.config.ConfigSection;
import io.plumbline.otlp.AnyValueCursor;
import io.plumbline.otlp.AttributesCursor;
import io.plumbline.otlp.BatchCursor;
import io.plumbline.otlp.LogRecordCursor;
import io.plumbline.otlp.Signal;
import io.plumbline.otlp.SpanCursor;
import io.plumbline.otlp.ValueKind;
import io.plumbline.otlp.wire.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The blocks {@code include} and {@code exclude}: properties of an item. Every property that is
 * given must match, a list of names when one of them does.
 *
 * @param services names of {@code service.name}; null when not given, as with the other lists
 */
public record ItemMatch(
    @Nullable TextMatch services,
    @Nullable TextMatch spanNames,
    @Nullable TextMatch spanKinds,
    @Nullable TextMatch logBodies,
    @Nullable TextMatch logSeverityTexts,
    @Nullable SeverityMatch logSeverityNumber,
    @Nullable TextMatch metricNames,
    List<AttributeMatch> attributes,
    List<AttributeMatch> resources,
    List<LibraryMatch> libraries) {

  private static final Slice SERVICE_NAME = Slice.utf8("service.name");

  public ItemMatch {
    attributes = List.copyOf(attributes);
    resources = List.copyOf(resources);
    libraries = List.copyOf(libraries);
  }

  /** {@code log_severity_number}: from so severe on; unspecified ones only when asked for. */
  public record SeverityMatch(int min, boolean matchUndefined) {
    boolean matches(int severityNumber) {
      return severityNumber == 0 ? matchUndefined : severityNumber >= min;
    }
  }

  /**
   * An attribute that must be there.
   *
   * @param value the content of an {@code AnyValue} that its value must equal; null for any
   * @param text what its value must match as text; null for any
   */
  public record AttributeMatch(Slice key, @Nullable Slice value, @Nullable TextMatch text) {
    boolean matches(AttributesCursor found) {
      if (!found.find(key)) {
        return false;
      }
      AnyValueCursor actual = found.value();
      if (value != null) {
        return AnyValueEquality.equal(value, actual);
      }
      return text == null || (isSimple(actual.kind()) && text.matches(ValueText.of(actual)));
    }

    private static boolean isSimple(ValueKind kind) {
      return switch (kind) {
        case STRING, BOOL, INT, DOUBLE -> true;
        case EMPTY, BYTES, ARRAY, KVLIST -> false;
      };
    }
  }

  /** An instrumentation scope; a version of null matches any. */
  public record LibraryMatch(TextMatch name, @Nullable TextMatch version) {}

  /** Reads the block under {@code key}; null when it is not written. */
  public static @Nullable ItemMatch read(ConfigSection parent, String key) {
    return parent.has(key) ? new ItemMatchReader(parent.section(key)).read() : null;
  }

  /** What about this match makes no sense for items of the signal; empty when nothing. */
  public List<String> problems(Signal signal) {
    List<String> problems = new ArrayList<>();
    switch (signal) {
      case TRACES -> {
        wrong(problems, logBodies, "log_bodies should not be specified for trace spans");
        wrong(
            problems,
            logSeverityTexts,
            "log_severity_texts should not be specified for trace spans");
        wrong(
            problems,
            logSeverityNumber,
            "log_severity_number should not be specified for trace spans");
        wrong(problems, metricNames, "metric_names should not be specified for trace spans");
        boolean some = services != null || spanNames != null || spanKinds != null;
        if (problems.isEmpty() && !some && hasNoProperty()) {
          problems.add(
              "at least one of \"attributes\", \"libraries\",  or \"resources\" field must be"
                  + " specified");
        }
      }
      case LOGS -> {
        if (services != null || spanNames != null || spanKinds != null) {
          problems.add("services, span_names, and span_kinds are not valid for log records");
        }
        wrong(problems, metricNames, "metric_names should not be specified for log records");
        boolean some = logBodies != null || logSeverityTexts != null || logSeverityNumber != null;
        if (problems.isEmpty() && !some && hasNoProperty()) {
          problems.add(
              "at least one of \"attributes\", \"libraries\", \"span_kinds\", \"resources\","
                  + " \"log_bodies\", \"log_severity_texts\" or \"log_severity_number\" field must"
                  + " be specified");
        }
      }
      case METRICS -> {
        wrong(problems, services, "services should not be specified for metrics");
        wrong(problems, spanNames, "span_names should not be specified for metrics");
        wrong(problems, spanKinds, "span_kinds should not be specified for metrics");
        wrong(problems, logBodies, "log_bodies should not be specified for metrics");
        wrong(problems, logSeverityTexts, "log_severity_texts should not be specified for metrics");
        wrong(
            problems, logSeverityNumber, "log_severity_number should not be specified for metrics");
        if (!attributes.isEmpty() || !libraries.isEmpty()) {
          problems.add("attributes and libraries should not be specified for metrics");
        }
        if (problems.isEmpty() && metricNames == null && resources.isEmpty()) {
          problems.add("at least one of \"metric_names\" or \"resources\" field must be specified");
        }
      }
    }
    return problems;
  }

  private static void wrong(List<String> problems, @Nullable Object given, String message) {
    if (given != null) {
      problems.add(message);
    }
  }

  private boolean hasNoProperty() {
    return attributes.isEmpty() && resources.isEmpty() && libraries.isEmpty();
  }

  /** Whether the item at which the cursor stands has all the properties. */
  public boolean matches(BatchCursor at) {
    boolean own =
        switch (at.signal()) {
          case TRACES -> matchesSpan(at);
          case LOGS -> matchesLogRecord(at.logRecord());
          case METRICS -> metricNames == null || metricNames.matches(at.metric().name().toString());
        };
    return own
        && matchesLibraries(at)
        && all(resources, at.resource().attributes())
        && (attributes.isEmpty() || all(attributes, at.itemAttributes()));
  }

  private boolean matchesSpan(BatchCursor at) {
    SpanCursor span = at.span();
    return (services == null || services.matches(serviceName(at)))
        && (spanNames == null || spanNames.matches(span.name().toString()))
        && (spanKinds == null || spanKinds.matches(SpanKinds.name(span.kind())));
  }

  private static String serviceName(BatchCursor at) {
    AttributesCursor resource = at.resource().attributes();
    boolean named = resource.find(SERVICE_NAME) && resource.value().kind() == ValueKind.STRING;
    return named ? resource.value().stringValue().toString() : "<nil-service-name>";
  }

  private boolean matchesLogRecord(LogRecordCursor record) {
    return (logBodies == null || logBodies.matches(ValueText.of(record.body())))
        && (logSeverityTexts == null || logSeverityTexts.matches(record.severityText().toString()))
        && (logSeverityNumber == null || logSeverityNumber.matches(record.severityNumber()));
  }

  private boolean matchesLibraries(BatchCursor at) {
    for (LibraryMatch library : libraries) {
      if (!library.name.matches(at.scope().name().toString())
          || (library.version != null
              && !library.version.matches(at.scope().version().toString()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean all(List<AttributeMatch> wanted, AttributesCursor found) {
    for (AttributeMatch match : wanted) {
      if (!match.matches(found)) {
        return false;
      }
    }
    return true;
  }
}
