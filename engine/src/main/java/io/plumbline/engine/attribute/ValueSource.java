package io.plumbline.engine.attribute;

import io.plumbline.engine.component.RequestContext;
import io.plumbline.otlp.AnyValueCursor;
import io.plumbline.otlp.wire.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a value that is written comes from. */
sealed interface ValueSource {

  /** Gives the key the value; does nothing when there is none. */
  void put(AttributeTable table, Slice key);

  /**
   * The configuration.
   *
   * @param anyValue the content of an {@code AnyValue} message
   */
  record Constant(Slice anyValue) implements ValueSource {
    @Override
    public void put(AttributeTable table, Slice key) {
      table.put(key, anyValue.buffer(), anyValue.offset(), anyValue.length());
    }
  }

  /** Another attribute, or a constant when that is missing. */
  record FromAttribute(Slice source, @Nullable Constant otherwise) implements ValueSource {
    @Override
    public void put(AttributeTable table, Slice key) {
      int index = table.find(source);
      if (index >= 0) {
        AnyValueCursor value = table.value(index);
        table.put(key, value.buffer(), value.offset(), value.length());
      } else if (otherwise != null) {
        otherwise.put(table, key);
      }
    }
  }

  /**
   * The request that brought the batch, or a constant when it has no such value: {@code
   * client.address}, {@code metadata.<header>} or just {@code <header>}. Nothing authenticates with
   * attributes yet, so {@code auth.<attribute>} is always missing.
   */
  record FromContext(String name, @Nullable Constant otherwise) implements ValueSource {
    @Override
    public void put(AttributeTable table, Slice key) {
      String text = text();
      if (!text.isEmpty()) {
        byte[] value = AnyValues.of(text);
        table.put(key, value, 0, value.length);
      } else if (otherwise != null) {
        otherwise.put(table, key);
      }
    }

    private String text() {
      RequestContext context = RequestContext.current();
      if (name.equals("client.address")) {
        return context.clientAddress();
      }
      if (name.startsWith("auth.")) {
        return "";
      }
      String prefix = "metadata.";
      String header = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
      List<String> values = context.values(header);
      return String.join(";", values);
    }
  }
}
