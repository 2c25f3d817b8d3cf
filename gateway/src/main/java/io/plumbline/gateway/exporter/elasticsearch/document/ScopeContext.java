package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.AttributesCursor;
import io.plumbline.otlp.BatchCursor;
import io.plumbline.otlp.ResourceCursor;
import io.plumbline.otlp.ScopeCursor;
import io.plumbline.otlp.wire.Slice;

/**
 * What the items of a scope have in common: the end of each of their documents, with resource and
 * scope, which is written once and copied; the special attributes; the ids. Not thread-safe.
 */
final class ScopeContext {
  private static final byte[] RESOURCE = JsonBuffer.ascii(",\"resource\":{");
  private static final byte[] SCOPE = JsonBuffer.ascii(",\"scope\":{");
  private static final byte[] SCHEMA_URL = JsonBuffer.ascii("\"schema_url\":");
  private static final byte[] NAME = JsonBuffer.ascii("\"name\":");
  private static final byte[] VERSION = JsonBuffer.ascii("\"version\":");
  private static final byte[] ATTRIBUTES = JsonBuffer.ascii("\"attributes\":");
  private static final byte[] DROPPED = JsonBuffer.ascii("\"dropped_attributes_count\":");
  private static final byte[] END = JsonBuffer.ascii("}\n");
  private static final Slice OTEL = Slice.utf8("otel");

  private final SpecialAttributes resourceSpecials = new SpecialAttributes();
  private final SpecialAttributes scopeSpecials = new SpecialAttributes();
  private final ValueWriter resourceWriter;
  private final ValueWriter scopeWriter;
  private final DocumentIds ids = new DocumentIds();
  private final JsonBuffer tail = new JsonBuffer(1024);
  private final Slice scopeName = new Slice();
  private int resourceEnd;
  private long number;

  /**
   * @param mapsAsText as in {@link ValueWriter}
   */
  ScopeContext(boolean mapsAsText) {
    resourceWriter = new ValueWriter(mapsAsText, resourceSpecials);
    scopeWriter = new ValueWriter(mapsAsText, scopeSpecials);
  }

  /** Begins the resource that the cursor stands at. */
  void resource(BatchCursor cursor) {
    ResourceCursor resource = cursor.resource();
    tail.truncate(0);
    tail.raw(RESOURCE);
    int empty = tail.size();
    string(SCHEMA_URL, cursor.resourceSchemaUrl());
    attributes(resourceWriter, resource.attributes());
    count(resource.droppedAttributesCount());
    close(empty, RESOURCE.length);
    resourceEnd = tail.size();
    ids.resource(resource.buffer(), resource.offset(), resource.length());
  }

  /** Begins the scope that the cursor stands at. */
  void scope(BatchCursor cursor) {
    number++;
    ScopeCursor scope = cursor.scope();
    Slice name = scope.name();
    scopeName.wrap(name.buffer(), name.offset(), name.length());
    tail.truncate(resourceEnd);
    tail.raw(SCOPE);
    int empty = tail.size();
    string(SCHEMA_URL, cursor.scopeSchemaUrl());
    string(NAME, name);
    string(VERSION, scope.version());
    attributes(scopeWriter, scope.attributes());
    count(scope.droppedAttributesCount());
    close(empty, SCOPE.length);
    tail.raw(END);
    ids.scope(scope.buffer(), scope.offset(), scope.length());
  }

  private void string(byte[] member, Slice text) {
    if (!text.isEmpty()) {
      tail.raw(member).string(text.buffer(), text.offset(), text.length()).raw(',');
    }
  }

  private void attributes(ValueWriter writer, AttributesCursor attributes) {
    int before = tail.size();
    writer.attributes(tail, ATTRIBUTES, attributes);
    if (tail.size() > before) {
      tail.raw(',');
    }
  }

  private void count(int dropped) {
    if (dropped != 0) {
      tail.raw(DROPPED).unsigned(Integer.toUnsignedLong(dropped)).raw(',');
    }
  }

  private void close(int empty, int memberLength) {
    if (tail.size() == empty) {
      tail.truncate(empty - memberLength);
    } else {
      ValueWriter.closeInsteadOfComma(tail, '}');
    }
  }

  /** Whether the sender asks for documents of another mapping mode, which there is not. */
  boolean asksForOtherMode() {
    Slice mode = scopeSpecials.mappingMode();
    return !mode.isEmpty() && !mode.contentEquals(OTEL);
  }

  /** Writes the members {@code resource} and {@code scope} and the end of the document's line. */
  void finish(JsonBuffer json) {
    json.raw(tail.array(), 0, tail.size());
  }

  /** Another one for each scope. */
  long number() {
    return number;
  }

  Slice scopeName() {
    return scopeName;
  }

  SpecialAttributes resourceSpecials() {
    return resourceSpecials;
  }

  SpecialAttributes scopeSpecials() {
    return scopeSpecials;
  }

  DocumentIds ids() {
    return ids;
  }
}
