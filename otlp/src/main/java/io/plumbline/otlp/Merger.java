package io.plumbline.otlp;

import io.plumbline.otlp.schema.Field;
import io.plumbline.otlp.schema.FieldKind;
import io.plumbline.otlp.schema.MessageType;
import io.plumbline.otlp.wire.WireReader;
import io.plumbline.otlp.wire.WireType;
import io.plumbline.otlp.wire.WireWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rewrites a well-formed message so that no singular message, and no oneof that holds messages,
 * occurs twice in it.
 *
 * <p>The wire format lets a sender write a singular message in several pieces: a reader merges
 * them, which for messages is the same as reading the pieces one behind the other. No encoder of
 * telemetry does so. Done once at the door, so that cursors need not know. Of a oneof the last
 * member written counts, merged with all earlier pieces of the same member, as protobuf-java does.
 */
final class Merger {
  /** Some bytes of the source: a piece of a message's content, or a whole field. */
  private record Range(int offset, int length) {}

  /** The pieces seen of a singular message, or of each member of a oneof. */
  private static final class Pieces {
    private final Map<Field, List<Range>> byMember = new HashMap<>();
    private Field last;

    Pieces(Field first) {
      last = first;
    }

    void add(Field member, Range range) {
      last = member;
      List<Range> ranges = byMember.computeIfAbsent(member, _ -> new ArrayList<>(1));
      if (ranges.isEmpty() || range.length() > 0) {
        ranges.add(range);
      }
    }

    List<Range> ofLast() {
      return byMember.getOrDefault(last, List.of());
    }
  }

  private final byte[] source;
  private final WireWriter out;
  private final WireReader skipper = new WireReader();

  private Merger(byte[] source) {
    this.source = source;
    out = new WireWriter(source.length);
  }

  static byte[] merge(MessageType type, byte[] source) {
    Merger merger = new Merger(source);
    merger.write(type, List.of(new Range(0, source.length)));
    return merger.out.toByteArray();
  }

  /** Recursion is bounded: the source was checked not to nest deeper than allowed. */
  private void write(MessageType type, List<Range> content) {
    Map<String, Pieces> singles = new TreeMap<>();
    for (Range range : content) {
      int position = range.offset();
      int end = range.offset() + range.length();
      while (position < end) {
        position = field(type, position, end, singles);
      }
    }
    for (Pieces pieces : singles.values()) {
      if (pieces.last.kind() == FieldKind.MESSAGE) {
        int mark = out.beginMessage(pieces.last.number());
        write(pieces.last.message(), pieces.ofLast());
        out.endMessage(mark);
      } else {
        raw(pieces.ofLast().getLast());
      }
    }
  }

  /** Writes the field at this position, or puts it by for the end; returns where it ends. */
  private int field(MessageType type, int start, int end, Map<String, Pieces> singles) {
    skipper.wrap(source, start, end - start);
    int tag = skipper.readTag();
    int valueStart = skipper.position();
    skipper.skip(tag);
    int fieldEnd = skipper.position();
    Field field = type.field(WireType.fieldNumber(tag));
    Range whole = new Range(start, fieldEnd - start);
    if (field == null || (field.kind() != FieldKind.MESSAGE && field.oneof().isEmpty())) {
      raw(whole);
      return fieldEnd;
    }
    Range range = whole;
    if (field.kind() == FieldKind.MESSAGE) {
      skipper.position(valueStart);
      int length = skipper.readLength();
      range = new Range(skipper.position(), length);
    }
    if (field.repeated()) {
      int mark = out.beginMessage(field.number());
      write(field.message(), List.of(range));
      out.endMessage(mark);
    } else {
      String slot = field.oneof().isEmpty() ? field.name() : field.oneof();
      singles.computeIfAbsent(slot, _ -> new Pieces(field)).add(field, range);
    }
    return fieldEnd;
  }

  private void raw(Range range) {
    out.writeRaw(source, range.offset(), range.length());
  }
}
