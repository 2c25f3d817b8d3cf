package io.plumbline.otlp.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One kind of message: its name and its fields by number. The types are in {@link Messages}. */
public final class MessageType {
  /** Stands where a field holds no message. */
  public static final MessageType NONE = new MessageType("", false);

  private final String name;
  private final boolean item;
  private @Nullable Field[] byNumber = {};
  private byte[] actions = TagAction.table(byNumber);

  private MessageType(String name, boolean item) {
    this.name = name;
    this.item = item;
  }

  static MessageType named(String name) {
    return new MessageType(name, false);
  }

  /** A type whose messages are what a batch counts: span, data point or log record. */
  static MessageType item(String name) {
    return new MessageType(name, true);
  }

  /** Gives the type its fields; separate from construction because types hold each other. */
  void define(Field... fields) {
    int highest = 0;
    for (Field field : fields) {
      highest = Math.max(highest, field.number());
    }
    @Nullable Field[] table = new @Nullable Field[highest + 1];
    for (Field field : fields) {
      assert table[field.number()] == null : "field number must be unique: " + field;
      table[field.number()] = field;
    }
    byNumber = table;
    actions = TagAction.table(table);
  }

  /** The name in the .proto file, without the package. */
  public String name() {
    return name;
  }

  /** Whether one such message is an item: a span, a data point or a log record. */
  public boolean isItem() {
    return item;
  }

  /** The field with this number, null when the type has none. */
  public @Nullable Field field(int number) {
    return number >= 0 && number < byNumber.length ? byNumber[number] : null;
  }

  /** The {@link TagAction} of each tag of one byte; not a copy, so never to be written to. */
  public byte[] actions() {
    return actions;
  }

  /** All fields, by rising number. */
  public List<Field> fields() {
    return Arrays.stream(byNumber).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
