package io.plumbline.otlp;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An export request taken apart by the official classes: each item with everything above it, one by
 * one. Two requests with the same list say the same about the same items in the same order.
 */
final class Items {
  private Items() {}

  static Message parse(Batch batch) {
    try {
      return TelemetryGenerator.prototype(batch.signal())
          .newBuilderForType()
          .mergeFrom(batch.bytes())
          .build();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("batch must be well-formed", e);
    }
  }

  static List<Message> of(Batch batch) {
    return of(parse(batch), batch.signal());
  }

  /** For each item the whole request as if it held that item only. */
  static List<Message> of(Message request, Signal signal) {
    List<Message> items = new ArrayList<>();
    int levels = signal == Signal.METRICS ? 5 : 3;
    collect(request, levels, items);
    return items;
  }

  private static void collect(Message message, int levels, List<Message> items) {
    if (levels == 0) {
      items.add(message);
      return;
    }
    FieldDescriptor child = child(message, levels);
    if (child == null) {
      return;
    }
    List<Message> children = new ArrayList<>();
    if (child.isRepeated()) {
      for (Object element : (List<?>) message.getField(child)) {
        collect((Message) element, levels - 1, children);
      }
    } else {
      collect((Message) message.getField(child), levels - 1, children);
    }
    for (Message only : children) {
      Message.Builder around = message.toBuilder().clearField(child);
      if (child.isRepeated()) {
        around.addRepeatedField(child, only);
      } else {
        around.setField(child, only);
      }
      items.add(around.build());
    }
  }

  /** The field that leads down to the items; null in a metric without data. */
  static @Nullable FieldDescriptor child(Message message, int levels) {
    String name = message.getDescriptorForType().getName();
    if (name.equals("Metric")) {
      assert levels == 2;
      return message.getOneofFieldDescriptor(message.getDescriptorForType().getOneofs().get(0));
    }
    int number = name.startsWith("Resource") || name.startsWith("Scope") ? 2 : 1;
    return message.getDescriptorForType().findFieldByNumber(number);
  }
}
