package io.plumbline.engine.attribute;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.plumbline.engine.attribute.AttributeAction.Target;
import io.plumbline.engine.attribute.AttributeAction.Write;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.otlp.wire.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads lists of actions, with the messages of the Collector's {@code attraction.go}. */
public final class AttributeActions {
  private static final String ERROR = "error creating AttrProc";

  private final ConfigSection section;
  private final int index;
  private final String action;
  private final String key;
  private final @Nullable Object value;
  private final String fromAttribute;
  private final String fromContext;
  private final @Nullable Object defaultValue;
  private final String pattern;
  private final String convertedType;

  /**
   * Reads the list under {@code listKey}; every action that makes sense is in the result, every
   * other is a problem.
   */
  public static List<AttributeAction> read(ConfigSection section, String listKey) {
    List<ConfigSection> sections = section.sections(listKey);
    if (sections.isEmpty()) {
      section.problem("missing required field \"" + listKey + "\"");
    }
    List<AttributeAction> actions = new ArrayList<>();
    for (int index = 0; index < sections.size(); index++) {
      AttributeAction action = new AttributeActions(sections.get(index), index).read();
      if (action != null) {
        actions.add(action);
      }
    }
    return actions;
  }

  private AttributeActions(ConfigSection section, int index) {
    this.section = section;
    this.index = index;
    this.action = section.string("action", "").toLowerCase(Locale.ROOT);
    this.key = section.string("key", "");
    this.value = section.value("value");
    this.fromAttribute = section.string("from_attribute", "");
    this.fromContext = section.string("from_context", "");
    this.defaultValue = section.value("default_value");
    this.pattern = section.string("pattern", "");
    this.convertedType = section.string("converted_type", "");
    section.rejectUnknownKeys();
  }

  private @Nullable AttributeAction read() {
    boolean byPattern = action.equals("delete") || action.equals("hash");
    if (key.isEmpty() && byPattern && pattern.isEmpty()) {
      section.problem(
          ERROR
              + " due to missing required field (at least one of \"key\" and \"pattern\" have to be"
              + " used) at the "
              + index
              + "-th action");
      return null;
    }
    if (key.isEmpty() && !byPattern) {
      section.problem(
          ERROR + " due to missing required field \"key\" at the " + index + "-th action");
      return null;
    }
    return switch (action) {
      case "insert" -> put(Write.INSERT);
      case "update" -> put(Write.UPDATE);
      case "upsert" -> put(Write.UPSERT);
      case "delete" -> checkKeysOnly() ? new AttributeAction.Delete(keyOrNull(), compiled()) : null;
      case "hash" -> checkKeysOnly() ? new AttributeAction.Hash(keyOrNull(), compiled()) : null;
      case "extract" -> extract();
      case "convert" -> convert();
      default -> problem(ERROR + " due to unsupported action \"" + action + "\"");
    };
  }

  private @Nullable AttributeAction put(Write write) {
    int sources = sources();
    if (sources == 0 && defaultValue == null) {
      return problem(
          ERROR
              + ". Either field \"value\", \"from_attribute\", \"from_context\", or"
              + " \"default_value\" must be specified");
    }
    if (sources > 1) {
      return problem(ERROR + " due to multiple value sources being set");
    }
    if (!pattern.isEmpty()) {
      return unused("pattern");
    }
    if (!convertedType.isEmpty()) {
      return unused("converted_type");
    }
    ValueSource.Constant constant = constant(value);
    ValueSource.Constant otherwise = constant(defaultValue);
    ValueSource source;
    if (constant != null) {
      source = constant;
    } else if (!fromAttribute.isEmpty()) {
      source = new ValueSource.FromAttribute(Slice.utf8(fromAttribute), otherwise);
    } else if (!fromContext.isEmpty()) {
      source = new ValueSource.FromContext(fromContext, otherwise);
    } else if (otherwise != null) {
      source = otherwise;
    } else {
      return null;
    }
    return new AttributeAction.Put(write, Slice.utf8(key), source);
  }

  private ValueSource.@Nullable Constant constant(@Nullable Object yaml) {
    if (yaml == null) {
      return null;
    }
    byte[] anyValue = AnyValues.ofYaml(yaml);
    if (anyValue == null) {
      AttributeAction none = problem("<Invalid value type " + yaml.getClass().getName() + ">");
      assert none == null;
      return null;
    }
    return new ValueSource.Constant(Slice.of(anyValue));
  }

  private boolean checkKeysOnly() {
    if (value != null || !fromAttribute.isEmpty()) {
      AttributeAction none =
          problem(
              ERROR
                  + ". Action \""
                  + action
                  + "\" does not use \"value\" or \"from_attribute\" field. These must not be"
                  + " specified");
      return none != null;
    }
    if (!convertedType.isEmpty()) {
      return unused("converted_type") != null;
    }
    return pattern.isEmpty() || compiled() != null;
  }

  private @Nullable AttributeAction extract() {
    if (sources() > 0) {
      return problem(
          ERROR
              + ". Action \"extract\" does not use a value source field. These must not be"
              + " specified");
    }
    if (pattern.isEmpty()) {
      return problem(ERROR + " due to missing required field \"pattern\" for action \"extract\"");
    }
    if (!convertedType.isEmpty()) {
      return unused("converted_type");
    }
    Pattern compiled = compiled();
    if (compiled == null) {
      return null;
    }
    if (compiled.groupCount() == 0) {
      return problem(ERROR + ". Field \"pattern\" contains no named matcher groups");
    }
    Slice[] names = new Slice[compiled.groupCount()];
    for (Map.Entry<String, Integer> group : compiled.namedGroups().entrySet()) {
      names[group.getValue() - 1] = Slice.utf8(group.getKey());
    }
    if (compiled.namedGroups().size() < names.length) {
      return problem(ERROR + ". Field \"pattern\" contains at least one unnamed matcher group");
    }
    return new AttributeAction.Extract(Slice.utf8(key), compiled, Arrays.asList(names));
  }

  private @Nullable AttributeAction convert() {
    if (sources() > 0 || !pattern.isEmpty()) {
      return problem(
          ERROR
              + ". Action \"convert\" does not use value sources or \"pattern\" field. These must"
              + " not be specified");
    }
    return switch (convertedType) {
      case "string" -> new AttributeAction.Convert(Slice.utf8(key), Target.STRING);
      case "int" -> new AttributeAction.Convert(Slice.utf8(key), Target.INT);
      case "double" -> new AttributeAction.Convert(Slice.utf8(key), Target.DOUBLE);
      case "" ->
          problem(
              ERROR + " due to missing required field \"converted_type\" for action \"convert\"");
      default ->
          problem(
              ERROR
                  + " due to invalid value \""
                  + convertedType
                  + "\" in field \"converted_type\" for action \"convert\"");
    };
  }

  private int sources() {
    return (value == null ? 0 : 1)
        + (fromAttribute.isEmpty() ? 0 : 1)
        + (fromContext.isEmpty() ? 0 : 1);
  }

  private @Nullable Slice keyOrNull() {
    return key.isEmpty() ? null : Slice.utf8(key);
  }

  private @Nullable Pattern compiled() {
    if (pattern.isEmpty()) {
      return null;
    }
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException _) {
      // The message names the pattern, as the Collector's does.
      AttributeAction none =
          problem(ERROR + ". Field \"pattern\" has invalid pattern: \"" + pattern + "\"");
      assert none == null;
      return null;
    }
  }

  private @Nullable AttributeAction unused(String field) {
    return problem(
        ERROR
            + ". Action \""
            + action
            + "\" does not use the \""
            + field
            + "\" field. This must not be specified");
  }

  private @Nullable AttributeAction problem(String message) {
    section.problem("error with key \"" + key + "\" (" + index + "-th action): " + message);
    return null;
  }
}
