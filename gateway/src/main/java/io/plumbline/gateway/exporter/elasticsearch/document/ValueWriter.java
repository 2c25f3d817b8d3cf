package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.AnyValueCursor;
import io.plumbline.otlp.ArrayValueCursor;
import io.plumbline.otlp.AttributesCursor;
import io.plumbline.otlp.ValueKind;
import io.plumbline.otlp.wire.Slice;
import org.jspecify.annotations.Nullable;

/**
 * Writes attributes and bodies: dotted keys stay as they are, bytes become hexadecimal, what JSON
 * can't hold (empty, NaN, infinite) becomes null. Not thread-safe; reused.
 */
final class ValueWriter {
  private static final byte[] NULL = JsonBuffer.ascii("null");
  private static final Slice EVENT_NAME = Slice.utf8("event.name");

  private final boolean mapsAsText;
  private final SpecialAttributes specials;
  private final GeoPoints geoPoints = new GeoPoints();
  private final Slice eventName = new Slice();
  private @Nullable ValueWriter nested;
  private @Nullable JsonBuffer nestedText;

  /**
   * @param mapsAsText whether a map is written as a string of its JSON, as in metric documents,
   *     where it would make fields that are no dimensions
   * @param specials gets the special attributes of what is written
   */
  ValueWriter(boolean mapsAsText, SpecialAttributes specials) {
    this.mapsAsText = mapsAsText;
    this.specials = specials;
  }

  /** The attribute {@code event.name} of what was written last; empty when there is none. */
  Slice eventName() {
    return eventName;
  }

  /** Writes the member {@code attributes}, preceded by a comma; nothing when there are none. */
  void attributes(JsonBuffer json, byte[] member, AttributesCursor attributes) {
    attributes(json, member, attributes, null);
  }

  /**
   * Writes the member {@code attributes}, with an {@code event.name} that replaces what is there.
   */
  void attributes(
      JsonBuffer json, byte[] member, AttributesCursor attributes, @Nullable Slice newEventName) {
    specials.clear();
    eventName.clear();
    if (attributes.count() == 0 && newEventName == null) {
      return;
    }
    int start = json.size();
    json.raw(member).raw('{');
    int empty = json.size();
    while (attributes.next()) {
      if (specials.take(attributes) || geoPoints.take(attributes)) {
        continue;
      }
      Slice key = attributes.key();
      if (key.length() == EVENT_NAME.length() && key.contentEquals(EVENT_NAME)) {
        if (newEventName != null) {
          continue;
        }
        keepEventName(attributes.value());
      }
      json.name(key.buffer(), key.offset(), key.length());
      Slice text = attributes.shortString();
      if (text != null) {
        json.string(text.buffer(), text.offset(), text.length());
      } else {
        value(json, attributes.value());
      }
      json.raw(',');
    }
    if (!geoPoints.isEmpty()) {
      geoPoints.write(json);
    }
    if (newEventName != null) {
      json.name(EVENT_NAME.buffer(), 0, EVENT_NAME.length());
      json.string(newEventName.buffer(), newEventName.offset(), newEventName.length()).raw(',');
    }
    if (json.size() == empty) {
      json.truncate(start);
    } else {
      closeInsteadOfComma(json, '}');
    }
  }

  private void keepEventName(AnyValueCursor value) {
    if (value.kind() == ValueKind.STRING) {
      Slice text = value.stringValue();
      eventName.wrap(text.buffer(), text.offset(), text.length());
    }
  }

  void value(JsonBuffer json, AnyValueCursor value) {
    switch (value.kind()) {
      case STRING -> {
        Slice text = value.stringValue();
        json.string(text.buffer(), text.offset(), text.length());
      }
      case BOOL -> json.bool(value.boolValue());
      case INT -> json.number(value.intValue());
      case DOUBLE -> number(json, value.doubleValue());
      case ARRAY -> array(json, value.arrayValue());
      case KVLIST -> {
        if (mapsAsText) {
          mapAsText(json, value);
        } else {
          map(json, value.kvlistValue());
        }
      }
      case BYTES -> {
        Slice bytes = value.bytesValue();
        json.raw('"').hex(bytes.buffer(), bytes.offset(), bytes.length()).raw('"');
      }
      case EMPTY -> json.raw(NULL);
    }
  }

  private static void number(JsonBuffer json, double value) {
    if (Double.isFinite(value)) {
      json.number(value);
    } else {
      json.raw(NULL);
    }
  }

  void array(JsonBuffer json, ArrayValueCursor elements) {
    json.raw('[');
    int empty = json.size();
    while (elements.next()) {
      value(json, elements.value());
      json.raw(',');
    }
    close(json, empty, ']');
  }

  void map(JsonBuffer json, AttributesCursor entries) {
    json.raw('{');
    int empty = json.size();
    while (entries.next()) {
      Slice key = entries.key();
      json.name(key.buffer(), key.offset(), key.length());
      value(json, entries.value());
      json.raw(',');
    }
    close(json, empty, '}');
  }

  private void mapAsText(JsonBuffer json, AnyValueCursor value) {
    if (nested == null || nestedText == null) {
      nested = new ValueWriter(false, new SpecialAttributes());
      nestedText = new JsonBuffer(256);
    }
    nestedText.truncate(0);
    nested.map(nestedText, value.kvlistValue());
    json.string(nestedText.array(), 0, nestedText.size());
  }

  private static void close(JsonBuffer json, int empty, char bracket) {
    if (json.size() == empty) {
      json.raw(bracket);
    } else {
      closeInsteadOfComma(json, bracket);
    }
  }

  static void closeInsteadOfComma(JsonBuffer json, char bracket) {
    json.truncate(json.size() - 1);
    json.raw(bracket);
  }
}
