package io.plumbline.otlp.schema;

/**
 * One field of a message.
 *
 * @param name as in the .proto file
 * @param message the type of the nested message, {@link MessageType#NONE} for other kinds
 * @param oneof the name of the oneof that the field belongs to, empty for none
 * @param mergeGroup a bit that this field shares with what it must not meet twice in one message
 *     without being merged: itself when a singular message, and the other messages of its oneof; 0
 *     when it may repeat
 */
public record Field(
    int number,
    String name,
    FieldKind kind,
    MessageType message,
    boolean repeated,
    String oneof,
    long mergeGroup) {

  static Field one(int number, String name, FieldKind kind) {
    return new Field(number, name, kind, MessageType.NONE, false, "", 0);
  }

  static Field many(int number, String name, FieldKind kind) {
    return new Field(number, name, kind, MessageType.NONE, true, "", 0);
  }

  static Field one(int number, String name, MessageType message) {
    return new Field(number, name, FieldKind.MESSAGE, message, false, "", 1L << number);
  }

  static Field many(int number, String name, MessageType message) {
    return new Field(number, name, FieldKind.MESSAGE, message, true, "", 0);
  }

  /** This field as a member of a oneof. No message of OTLP has two oneofs that hold messages. */
  Field in(String oneof) {
    long group = kind == FieldKind.MESSAGE ? 1L << (Long.SIZE - 1) : 0;
    return new Field(number, name, kind, message, repeated, oneof, group);
  }
}
