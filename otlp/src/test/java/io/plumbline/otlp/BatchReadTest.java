package io.plumbline.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.otlp.Malformed.Reason;
import io.plumbline.otlp.schema.CollectorFields.ExportLogsServiceRequest;
import io.plumbline.otlp.schema.CollectorFields.ExportTraceServiceRequest;
import io.plumbline.otlp.schema.CommonFields.AnyValue;
import io.plumbline.otlp.schema.CommonFields.ArrayValue;
import io.plumbline.otlp.schema.LogsFields.LogRecord;
import io.plumbline.otlp.schema.LogsFields.ResourceLogs;
import io.plumbline.otlp.schema.LogsFields.ScopeLogs;
import io.plumbline.otlp.schema.TraceFields.ResourceSpans;
import io.plumbline.otlp.schema.TraceFields.ScopeSpans;
import io.plumbline.otlp.schema.TraceFields.Span;
import io.plumbline.otlp.wire.WireType;
import io.plumbline.otlp.wire.WireWriter;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link Batch#read} says of bytes that are no export request. */
class BatchReadTest {
  private static final int REQUEST_BYTES = 4 * 1024 * 1024;

  private final Difference difference = new Difference();

  @Test
  void read_noBytes_isAnEmptyBatch() {
    assertThat(Generated.read(Signal.TRACES, new byte[0]).isEmpty()).isTrue();
  }

  @Test
  void read_traceIdOfThreeBytes_saysWhichSpanAndWhere() {
    byte[] bytes =
        request(scope -> {
          span(scope, span -> span.bytesField(Span.TRACE_ID, new byte[16]));
          span(scope, span -> span.bytesField(Span.TRACE_ID, new byte[3]));
        });

    Malformed malformed = malformed(Signal.TRACES, bytes);

    assertThat(malformed.message())
        .isEqualTo(
            "resource_spans[0].scope_spans[0].spans[1].trace_id:"
                + " id must be 16 bytes or empty: 3 (at byte 28)");
    assertThat(malformed.reason()).isEqualTo(Reason.ID_LENGTH);
  }

  @Test
  void read_spanIdOfNineBytes_isRefused() {
    assertThat(reasonOfSpan(span -> span.bytesField(Span.SPAN_ID, new byte[9])))
        .isEqualTo(Reason.ID_LENGTH);
    assertThat(reasonOfSpan(span -> span.bytesField(Span.PARENT_SPAN_ID, new byte[7])))
        .isEqualTo(Reason.ID_LENGTH);
  }

  @Test
  void read_emptyIds_areAccepted() {
    byte[] bytes =
        request(scope ->
            span(
                scope,
                span -> {
                  span.bytesField(Span.TRACE_ID, new byte[0]);
                  span.bytesField(Span.SPAN_ID, new byte[0]);
                }));

    assertThat(Generated.read(Signal.TRACES, bytes).itemCount()).isEqualTo(1);
  }

  @Test
  void read_nameAsVarint_isRefused() {
    assertThat(reasonOfSpan(span -> span.varintField(Span.NAME, 1))).isEqualTo(Reason.WIRE_TYPE);
  }

  @Test
  void read_group_isRefused() {
    assertThat(reasonOfSpan(span -> span.writeTag(100, WireType.START_GROUP)))
        .isEqualTo(Reason.WIRE_TYPE);
    assertThat(reasonOfSpan(span -> span.writeTag(100, WireType.END_GROUP)))
        .isEqualTo(Reason.WIRE_TYPE);
  }

  @Test
  void read_fieldNumberZero_isRefused() {
    assertThat(reasonOfSpan(span -> span.varintField(0, 1))).isEqualTo(Reason.TAG);
  }

  @Test
  void read_wireTypeSeven_isRefused() {
    assertThat(reasonOfSpan(span -> span.writeVarint(100 << 3 | 7))).isEqualTo(Reason.TAG);
  }

  @Test
  void read_varintOfElevenBytes_isRefused() {
    byte[] endless = new byte[11];
    Arrays.fill(endless, (byte) 0x80);

    Reason reason =
        reasonOfSpan(span -> {
          span.writeTag(Span.KIND, WireType.VARINT);
          span.writeRaw(endless, 0, endless.length);
        });

    assertThat(reason).isEqualTo(Reason.VARINT);
  }

  @Test
  void read_lengthBeyondTheEnd_isRefused() {
    for (long length : new long[] {1, 1000, Integer.MAX_VALUE}) {
      assertThat(reasonOfSpan(span -> length(span, length))).isEqualTo(Reason.TRUNCATED);
    }
    for (long length : new long[] {1L << 31, 1L << 32, Long.MAX_VALUE, -1}) {
      assertThat(reasonOfSpan(span -> length(span, length))).isEqualTo(Reason.LENGTH);
    }
  }

  @Test
  void read_stringNotUtf8_isRefused() {
    byte[][] wrong = {
      {(byte) 0x80},
      {(byte) 0xC0, (byte) 0x80},
      {(byte) 0xE2, (byte) 0x82},
      {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
      {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80}
    };
    for (byte[] bytes : wrong) {
      assertThat(reasonOfSpan(span -> span.bytesField(Span.NAME, bytes))).isEqualTo(Reason.UTF8);
    }
  }

  @Test
  void read_unknownFields_arePassedOverAndKept() {
    byte[] bytes =
        request(scope ->
            span(
                scope,
                span -> {
                  span.varintField(1000, -1);
                  span.fixed32Field(1001, 5);
                  span.fixed64Field(1002, 5);
                  span.stringField(1003, "later version");
                }));

    Batch batch = Generated.read(Signal.TRACES, bytes);

    assertThat(batch.itemCount()).isEqualTo(1);
    assertThat(batch.bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void read_truncatedAtEveryByte_agreesWithTheOfficialClasses(Signal signal) {
    ForAll.seeds(
        3,
        seed -> {
          byte[] bytes = new TelemetryGenerator(seed).request(signal).toByteArray();
          int end = Math.min(bytes.length, 3000);
          for (int length = 0; length < end; length++) {
            difference.check(signal, Arrays.copyOf(bytes, length));
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void read_someBytesChanged_agreesWithTheOfficialClasses(Signal signal) {
    ForAll.seeds(
        500,
        seed -> {
          byte[] bytes = new TelemetryGenerator(seed % 50).request(signal).toByteArray();
          SplittableRandom random = new SplittableRandom(seed);
          for (int i = 0; i <= random.nextInt(4) && bytes.length > 0; i++) {
            // The first bytes are lengths and tags of the outer levels: most changes end there.
            int position = random.nextInt(bytes.length);
            bytes[position] =
                (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[position] ^ 1);
          }

          difference.check(signal, bytes);
        });
  }

  @Test
  void read_valuesNestedToTheLimit_areAcceptedAndOneMoreIsNot() {
    for (int arrays = 40; arrays < 60; arrays++) {
      byte[] bytes = nestedBody(arrays);

      boolean accepted = difference.check(Signal.LOGS, bytes);

      // Group, scope, record, body and two messages for each array.
      assertThat(accepted).isEqualTo(4 + 2 * arrays <= Batch.DEPTH_MAX);
    }
  }

  @Test
  void read_hundredThousandLevels_areRefusedWithoutDeepRecursion() {
    byte[] bytes = nestedBody(100_000);

    Malformed malformed = malformed(Signal.LOGS, bytes);

    assertThat(malformed.reason()).isEqualTo(Reason.NESTING);
    assertThat(malformed.path()).startsWith("resource_logs[0].scope_logs[0].log_records[0].body");
  }

  @Test
  void read_bombs_takeLittleTimeAndMemory() {
    byte[] emptyResources = repeat(new byte[] {0x0A, 0x00});
    byte[] emptySpans = spans(repeat(new byte[] {0x12, 0x00}));
    byte[] piecesOfOneResource = spans(repeat(new byte[] {0x0A, 0x00}));

    assertThat(Generated.read(Signal.TRACES, emptyResources).itemCount()).isZero();
    Batch many = Generated.read(Signal.TRACES, emptySpans);
    assertThat(many.itemCount()).isEqualTo(REQUEST_BYTES / 2);
    Batch merged = Generated.read(Signal.TRACES, piecesOfOneResource);
    assertThat(merged.sizeBytes()).isLessThan(20);
    BatchCursor cursor = new BatchCursor().wrap(many);
    int items = 0;
    while (cursor.nextItem()) {
      items++;
    }
    assertThat(items).isEqualTo(REQUEST_BYTES / 2);
  }

  private static byte[] repeat(byte[] field) {
    byte[] bytes = new byte[REQUEST_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = field[i % field.length];
    }
    return bytes;
  }

  private static byte[] spans(byte[] scopeContent) {
    return request(scope -> scope.writeRaw(scopeContent, 0, scopeContent.length));
  }

  /** A log record whose body is an array in an array and so on. */
  private static byte[] nestedBody(int arrays) {
    // Built from the inside out in one array, each level in front of the last.
    byte[] buffer = new byte[arrays * 14 + 100];
    int start = buffer.length;
    for (int i = 0; i < arrays; i++) {
      start = prepend(buffer, start, ArrayValue.VALUES);
      start = prepend(buffer, start, AnyValue.ARRAY_VALUE);
    }
    byte[] content = Arrays.copyOfRange(buffer, start, buffer.length);
    WireWriter out = new WireWriter();
    int group = out.beginMessage(ExportLogsServiceRequest.RESOURCE_LOGS);
    int scope = out.beginMessage(ResourceLogs.SCOPE_LOGS);
    int record = out.beginMessage(ScopeLogs.LOG_RECORDS);
    out.bytesField(LogRecord.BODY, content);
    out.endMessage(record);
    out.endMessage(scope);
    out.endMessage(group);
    return out.toByteArray();
  }

  private static int prepend(byte[] buffer, int start, int field) {
    WireWriter header = new WireWriter();
    header.writeTag(field, WireType.LENGTH_DELIMITED);
    header.writeVarint(buffer.length - start);
    int size = header.sizeBytes();
    System.arraycopy(header.buffer(), 0, buffer, start - size, size);
    return start - size;
  }

  private static void length(WireWriter span, long length) {
    span.writeTag(Span.NAME, WireType.LENGTH_DELIMITED);
    span.writeVarint(length);
  }

  private static Reason reasonOfSpan(Consumer<WireWriter> content) {
    return malformed(Signal.TRACES, request(scope -> span(scope, content))).reason();
  }

  private static byte[] request(Consumer<WireWriter> scopeContent) {
    WireWriter out = new WireWriter();
    int group = out.beginMessage(ExportTraceServiceRequest.RESOURCE_SPANS);
    int scope = out.beginMessage(ResourceSpans.SCOPE_SPANS);
    scopeContent.accept(out);
    out.endMessage(scope);
    out.endMessage(group);
    return out.toByteArray();
  }

  private static void span(WireWriter out, Consumer<WireWriter> content) {
    int span = out.beginMessage(ScopeSpans.SPANS);
    content.accept(out);
    out.endMessage(span);
  }

  private static Malformed malformed(Signal signal, byte[] bytes) {
    ReadResult result = Batch.read(signal, bytes);
    assertThat(result).isInstanceOf(Malformed.class);
    return (Malformed) result;
  }
}
