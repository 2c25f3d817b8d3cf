package io.plumbline.engine.attribute;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.plumbline.otlp.AnyValueCursor;
import io.plumbline.otlp.ValueKind;
import io.plumbline.otlp.wire.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One change to attributes, of those that {@code resource} and {@code attributes} know. */
public sealed interface AttributeAction {

  /** Makes the change; does nothing when what it needs is not there. */
  void apply(AttributeTable table);

  /** {@code insert}, {@code update} and {@code upsert}: which keys they write. */
  enum Write {
    /** Only keys that are not there. */
    INSERT,
    /** Only keys that are there. */
    UPDATE,
    /** Any. */
    UPSERT
  }

  /** Gives a key a value. */
  record Put(Write write, Slice key, ValueSource source) implements AttributeAction {
    @Override
    public void apply(AttributeTable table) {
      int index = table.find(key);
      boolean allowed =
          switch (write) {
            case INSERT -> index < 0;
            case UPDATE -> index >= 0;
            case UPSERT -> true;
          };
      if (allowed) {
        source.put(table, key);
      }
    }
  }

  /** Removes a key, and every key that the pattern is found in. */
  record Delete(@Nullable Slice key, @Nullable Pattern pattern) implements AttributeAction {
    @Override
    public void apply(AttributeTable table) {
      int index = key == null ? -1 : table.find(key);
      if (index >= 0) {
        table.remove(index);
      }
      for (int each = 0; pattern != null && each < table.end(); each++) {
        if (!table.isRemoved(each) && pattern.matcher(table.key(each).toString()).find()) {
          table.remove(each);
        }
      }
    }
  }

  /** Replaces the value of a key, and of every key that the pattern is found in, by its hash. */
  record Hash(@Nullable Slice key, @Nullable Pattern pattern) implements AttributeAction {
    @Override
    public void apply(AttributeTable table) {
      int index = key == null ? -1 : table.find(key);
      if (index >= 0) {
        hash(table, index);
      }
      for (int each = 0; pattern != null && each < table.end(); each++) {
        if (!table.isRemoved(each) && pattern.matcher(table.key(each).toString()).find()) {
          hash(table, each);
        }
      }
    }

    private static void hash(AttributeTable table, int index) {
      byte[] hashed = AnyValues.of(ValueHash.of(table.value(index)));
      table.set(index, hashed, 0, hashed.length);
    }
  }

  /** Takes a string apart: each named group of the pattern becomes the key of what it matched. */
  record Extract(Slice key, Pattern pattern, List<Slice> names) implements AttributeAction {
    @Override
    public void apply(AttributeTable table) {
      int index = table.find(key);
      if (index < 0 || table.value(index).kind() != ValueKind.STRING) {
        return;
      }
      Matcher matcher = pattern.matcher(table.value(index).stringValue().toString());
      if (!matcher.find()) {
        return;
      }
      for (int group = 1; group <= names.size(); group++) {
        String matched = matcher.group(group);
        byte[] text = AnyValues.of(matched == null ? "" : matched);
        table.put(names.get(group - 1), text, 0, text.length);
      }
    }
  }

  /** What {@code convert} can make of a value. */
  enum Target {
    STRING,
    INT,
    DOUBLE
  }

  /** Changes the type of a value; leaves it when it can't be converted. */
  record Convert(Slice key, Target target) implements AttributeAction {
    @Override
    public void apply(AttributeTable table) {
      int index = table.find(key);
      if (index < 0) {
        return;
      }
      AnyValueCursor value = table.value(index);
      byte @Nullable [] converted =
          switch (target) {
            case STRING ->
                value.kind() == ValueKind.STRING ? null : AnyValues.of(ValueText.of(value));
            case INT -> toInt(value);
            case DOUBLE -> toDouble(value);
          };
      if (converted != null) {
        table.set(index, converted, 0, converted.length);
      }
    }

    private static byte @Nullable [] toInt(AnyValueCursor value) {
      return switch (value.kind()) {
        case DOUBLE -> AnyValues.of((long) value.doubleValue());
        case BOOL -> AnyValues.of(value.boolValue() ? 1L : 0L);
        case STRING -> parsedInt(value.stringValue().toString());
        case INT, EMPTY, BYTES, ARRAY, KVLIST -> null;
      };
    }

    private static byte @Nullable [] toDouble(AnyValueCursor value) {
      return switch (value.kind()) {
        case INT -> AnyValues.of((double) value.intValue());
        case BOOL -> AnyValues.of(value.boolValue() ? 1.0 : 0.0);
        case STRING -> parsedDouble(value.stringValue().toString());
        case DOUBLE, EMPTY, BYTES, ARRAY, KVLIST -> null;
      };
    }

    private static byte @Nullable [] parsedInt(String text) {
      try {
        return AnyValues.of(Long.parseLong(text));
      } catch (NumberFormatException _) {
        // Not a number: the value stays what it is, as the grammar says.
        return null;
      }
    }

    private static byte @Nullable [] parsedDouble(String text) {
      try {
        return text.isBlank() || !text.equals(text.strip())
            ? null
            : AnyValues.of(Double.parseDouble(text));
      } catch (NumberFormatException _) {
        // Not a number: the value stays what it is, as the grammar says.
        return null;
      }
    }
  }
}
