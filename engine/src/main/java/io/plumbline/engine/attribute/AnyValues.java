package io.plumbline.engine.attribute;

import io.plumbline.otlp.schema.CommonFields.AnyValue;
import io.plumbline.otlp.schema.CommonFields.ArrayValue;
import io.plumbline.otlp.schema.CommonFields.KeyValue;
import io.plumbline.otlp.schema.CommonFields.KeyValueList;
import io.plumbline.otlp.wire.WireWriter;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the bytes of {@code AnyValue} messages. */
final class AnyValues {
  private AnyValues() {}

  static byte[] of(String text) {
    WireWriter out = new WireWriter(text.length() + 8);
    out.stringField(AnyValue.STRING_VALUE, text);
    return out.toByteArray();
  }

  static byte[] of(long number) {
    WireWriter out = new WireWriter(16);
    out.varintField(AnyValue.INT_VALUE, number);
    return out.toByteArray();
  }

  static byte[] of(double number) {
    WireWriter out = new WireWriter(16);
    out.doubleField(AnyValue.DOUBLE_VALUE, number);
    return out.toByteArray();
  }

  /** A value as YAML gives it, with its type; null when there is no such value in OTLP. */
  static byte @Nullable [] ofYaml(Object yaml) {
    WireWriter out = new WireWriter(64);
    return write(yaml, out) ? out.toByteArray() : null;
  }

  private static boolean write(@Nullable Object yaml, WireWriter out) {
    switch (yaml) {
      case null -> {}
      case String text -> out.stringField(AnyValue.STRING_VALUE, text);
      case Boolean truth -> out.boolField(AnyValue.BOOL_VALUE, truth);
      case Integer number -> out.varintField(AnyValue.INT_VALUE, number);
      case Long number -> out.varintField(AnyValue.INT_VALUE, number);
      case Double number -> out.doubleField(AnyValue.DOUBLE_VALUE, number);
      case BigInteger _ -> {
        return false;
      }
      case List<?> list -> {
        return writeList(list, out);
      }
      case Map<?, ?> map -> {
        return writeMap(map, out);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean writeList(List<?> list, WireWriter out) {
    int array = out.beginMessage(AnyValue.ARRAY_VALUE);
    boolean all = true;
    for (Object element : list) {
      int mark = out.beginMessage(ArrayValue.VALUES);
      all &= write(element, out);
      out.endMessage(mark);
    }
    out.endMessage(array);
    return all;
  }

  private static boolean writeMap(Map<?, ?> map, WireWriter out) {
    int list = out.beginMessage(AnyValue.KVLIST_VALUE);
    boolean all = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      int mark = out.beginMessage(KeyValueList.VALUES);
      out.stringField(KeyValue.KEY, String.valueOf(entry.getKey()));
      int value = out.beginMessage(KeyValue.VALUE);
      all &= write(entry.getValue(), out);
      out.endMessage(value);
      out.endMessage(mark);
    }
    out.endMessage(list);
    return all;
  }
}
