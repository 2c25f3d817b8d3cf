package io.plumbline.otlp;

/**
 * Why bytes are not an OTLP export request.
 *
 * @param path the field where reading stopped, from the root, as {@code
 *     resource_spans[0].scope_spans[0].spans[2].trace_id}; empty for the request itself
 * @param what what was expected and what was there
 * @param offset of the first byte that is wrong, from the start of the request
 */
public record Malformed(Reason reason, String path, String what, int offset) implements ReadResult {

  /** The rule that was broken. */
  public enum Reason {
    /** A value, or a length, ends after its message. */
    TRUNCATED,
    /** A varint of more than ten bytes. */
    VARINT,
    /** A field number of 0, a tag of more than 32 bits, or wire type 6 or 7. */
    TAG,
    /** A group, or its end: proto3 has none, and a known field with another type's wire type. */
    WIRE_TYPE,
    /** A length of more than 2 GiB. */
    LENGTH,
    /** More messages inside each other than {@link Batch#DEPTH_MAX}. */
    NESTING,
    /** A string that is not UTF-8. */
    UTF8,
    /** Not JSON, or a value that the field does not hold. Only of OTLP/JSON. */
    JSON,
    /** A trace id of other than 16 bytes, a span id of other than 8, and not empty either. */
    ID_LENGTH
  }

  /** One sentence for the sender. */
  public String message() {
    String where = path.isEmpty() ? "" : path + ": ";
    return where + what + " (at byte " + offset + ")";
  }
}
