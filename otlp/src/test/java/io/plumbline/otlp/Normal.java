package io.plumbline.otlp;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import java.util.Set;

/**
 * Official messages in a form in which two that say the same are equal: singular messages that say
 * nothing are absent, unknown fields gone, and so are the fields of a signal that OTLP has for
 * profiles or that cursors do not show one by one.
 */
final class Normal {
  private static final Set<String> LEFT_OUT =
      Set.of("string_value_strindex", "key_strindex", "entity_refs");

  private Normal() {}

  static Message of(Message message) {
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(message.getDescriptorForType());
    message
        .getAllFields()
        .forEach((field, value) -> {
          if (!LEFT_OUT.contains(field.getName())) {
            copy(builder, field, value);
          }
        });
    return builder.setUnknownFields(UnknownFieldSet.getDefaultInstance()).build();
  }

  private static void copy(DynamicMessage.Builder builder, FieldDescriptor field, Object value) {
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      builder.setField(field, value);
      return;
    }
    if (field.isRepeated()) {
      for (Object element : (List<?>) value) {
        builder.addRepeatedField(field, of((Message) element));
      }
      return;
    }
    Message normal = of((Message) value);
    boolean saysSomething = field.getRealContainingOneof() != null;
    if (saysSomething || !normal.getAllFields().isEmpty()) {
      builder.setField(field, normal);
    }
  }
}
