package io.plumbline.otlp;

/** Which of the values an {@code AnyValue} holds. */
public enum ValueKind {
  /** None; also an index into a string table, which only profiles have. */
  EMPTY,
  STRING,
  BOOL,
  INT,
  DOUBLE,
  ARRAY,
  KVLIST,
  BYTES
}
