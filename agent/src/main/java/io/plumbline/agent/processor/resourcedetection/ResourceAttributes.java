package io.plumbline.agent.processor.resourcedetection;

import io.plumbline.otlp.Batch;
import io.plumbline.otlp.schema.CommonFields.AnyValue;
import io.plumbline.otlp.schema.CommonFields.KeyValue;
import io.plumbline.otlp.schema.ResourceFields.Resource;
import io.plumbline.otlp.schema.TraceFields.ResourceSpans;
import io.plumbline.otlp.wire.Slice;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;
import io.plumbline.otlp.wire.WireWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds fixed attributes to every resource of a batch. Everything but the resources is copied as it
 * is. The three signals have their resources under the same field numbers.
 */
final class ResourceAttributes {
  /** The only field of an export request, of each signal. */
  private static final int RESOURCE_ITEMS = 1;

  private final List<Attribute> attributes = new ArrayList<>();
  private final boolean override;

  private record Attribute(Slice key, Slice encoded) {}

  /**
   * What to add.
   *
   * @param override whether an attribute that is already there is replaced or kept
   */
  ResourceAttributes(Map<String, String> attributes, boolean override) {
    this.override = override;
    attributes.forEach((key, value) -> {
      WireWriter writer = new WireWriter();
      writer.stringField(KeyValue.KEY, key);
      int mark = writer.beginMessage(KeyValue.VALUE);
      writer.stringField(AnyValue.STRING_VALUE, value);
      writer.endMessage(mark);
      this.attributes.add(new Attribute(Slice.utf8(key), Slice.of(writer.toByteArray())));
    });
  }

  Batch addTo(Batch batch) {
    if (attributes.isEmpty()) {
      return batch;
    }
    byte[] bytes = batch.bytes();
    WireWriter writer = new WireWriter(bytes.length + 256);
    WireReader request = new WireReader().wrap(bytes, 0, bytes.length);
    while (request.hasRemaining()) {
      int start = request.position();
      int tag = request.readTag();
      if (WireType.fieldNumber(tag) != RESOURCE_ITEMS) {
        request.skip(tag);
        writer.writeRaw(bytes, start, request.position() - start);
        continue;
      }
      int length = request.readLength();
      int mark = writer.beginMessage(RESOURCE_ITEMS);
      addToResourceItems(bytes, request.position(), length, writer);
      writer.endMessage(mark);
      request.position(request.position() + length);
    }
    return Batch.trusted(batch.signal(), writer.toByteArray(), batch.itemCount());
  }

  /** A ResourceSpans, ResourceMetrics or ResourceLogs; one without a resource gets one. */
  private void addToResourceItems(byte[] bytes, int offset, int length, WireWriter writer) {
    WireReader reader = new WireReader().wrap(bytes, offset, length);
    boolean found = false;
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      if (WireType.fieldNumber(tag) == ResourceSpans.RESOURCE) {
        int resourceLength = reader.readLength();
        resource(bytes, reader.position(), resourceLength, writer);
        reader.position(reader.position() + resourceLength);
        found = true;
      } else {
        reader.skip(tag);
        writer.writeRaw(bytes, start, reader.position() - start);
      }
    }
    if (!found) {
      resource(bytes, offset, 0, writer);
    }
  }

  private void resource(byte[] bytes, int offset, int length, WireWriter writer) {
    int mark = writer.beginMessage(ResourceSpans.RESOURCE);
    Set<Attribute> present = new HashSet<>();
    WireReader reader = new WireReader().wrap(bytes, offset, length);
    Slice key = new Slice();
    while (reader.hasRemaining()) {
      int start = reader.position();
      int tag = reader.readTag();
      boolean replaced = false;
      if (WireType.fieldNumber(tag) == Resource.ATTRIBUTES) {
        readKey(reader, key);
        for (Attribute attribute : attributes) {
          if (key.contentEquals(attribute.key())) {
            replaced = override;
            if (!override) {
              present.add(attribute);
            }
          }
        }
      } else {
        reader.skip(tag);
      }
      if (!replaced) {
        writer.writeRaw(bytes, start, reader.position() - start);
      }
    }
    for (Attribute attribute : attributes) {
      if (!present.contains(attribute)) {
        writer.sliceField(Resource.ATTRIBUTES, attribute.encoded());
      }
    }
    writer.endMessage(mark);
  }

  /** Reads over a KeyValue and leaves its key in the slice. */
  private static void readKey(WireReader resource, Slice key) {
    int length = resource.readLength();
    WireReader pair = new WireReader().wrap(resource.buffer(), resource.position(), length);
    key.wrap(resource.buffer(), resource.position(), 0);
    while (pair.hasRemaining()) {
      int tag = pair.readTag();
      if (WireType.fieldNumber(tag) == KeyValue.KEY) {
        pair.readSlice(key);
      } else {
        pair.skip(tag);
      }
    }
    resource.position(resource.position() + length);
  }
}
