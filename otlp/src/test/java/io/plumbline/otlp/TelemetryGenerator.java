package io.plumbline.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes export requests of official protobuf messages in which every field of every kind turns up:
 * set, unset, empty, extreme; values nested; all from one seed, so that a failure can be repeated.
 */
public final class TelemetryGenerator {
  private static final long[] LONGS = {
    0, 1, -1, 127, 128, 300, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1.5,
    -1e300,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };
  private static final String[] STRINGS = {
    "",
    "a",
    "service.name",
    "GET /checkout",
    "käse",
    "日本語",
    "😀 smile",
    "\u0000\n\"\\",
    "x".repeat(200)
  };
  private static final int VALUE_DEPTH_MAX = 4;

  private final SplittableRandom random;

  public TelemetryGenerator(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The default, empty request of this signal. */
  public static Message prototype(Signal signal) {
    return switch (signal) {
      case TRACES -> ExportTraceServiceRequest.getDefaultInstance();
      case METRICS -> ExportMetricsServiceRequest.getDefaultInstance();
      case LOGS -> ExportLogsServiceRequest.getDefaultInstance();
    };
  }

  /** A request with up to three resources of three scopes of three records and so on. */
  public Message request(Signal signal) {
    return message(prototype(signal), 0);
  }

  /** A message of the prototype's type with random content. */
  public Message message(Message prototype) {
    return message(prototype, 0);
  }

  private Message message(Message prototype, int valueDepth) {
    Message.Builder builder = prototype.newBuilderForType();
    Descriptor type = builder.getDescriptorForType();
    int depth = type.equals(AnyValue.getDescriptor()) ? valueDepth + 1 : valueDepth;
    // One message in eight keeps its defaults for most fields, as real ones do.
    int setPercent = random.nextInt(isAboveRecords(type) ? 64 : 8) == 0 ? 10 : 85;
    for (FieldDescriptor field : type.getFields()) {
      if (field.getRealContainingOneof() == null && random.nextInt(100) < setPercent) {
        set(builder, field, depth);
      }
    }
    for (OneofDescriptor oneof : type.getRealOneofs()) {
      List<FieldDescriptor> members = oneof.getFields();
      FieldDescriptor member = members.get(random.nextInt(members.size()));
      boolean nested = member.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      boolean tooDeep = nested && depth >= VALUE_DEPTH_MAX;
      if (!tooDeep && random.nextInt(100) < setPercent) {
        set(builder, member, depth);
      }
    }
    return builder.build();
  }

  /** Whether items hang on this message, so that leaving fields out would leave them out. */
  private static boolean isAboveRecords(Descriptor type) {
    return type.getName().matches("Export.*|(Resource|Scope)(Spans|Metrics|Logs)|Metric");
  }

  private void set(Message.Builder builder, FieldDescriptor field, int depth) {
    if (!field.isRepeated()) {
      builder.setField(field, value(builder, field, depth));
      return;
    }
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      builder.addRepeatedField(field, value(builder, field, depth));
    }
  }

  private Object value(Message.Builder builder, FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case BOOLEAN -> random.nextBoolean();
      case INT -> (int) longValue();
      case LONG -> longValue();
      case DOUBLE -> random.nextBoolean() ? pick(DOUBLES) : random.nextDouble() * 1000;
      case STRING -> STRINGS[random.nextInt(STRINGS.length)];
      case BYTE_STRING -> bytes(field.getName());
      // By number, so that values that this version does not know turn up too.
      case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(26));
      case MESSAGE -> message(builder.newBuilderForField(field).build(), depth);
      case FLOAT -> throw new IllegalStateException("OTLP has no float: " + field);
    };
  }

  private long longValue() {
    return random.nextBoolean() ? LONGS[random.nextInt(LONGS.length)] : random.nextLong();
  }

  private double pick(double[] values) {
    return values[random.nextInt(values.length)];
  }

  private ByteString bytes(String fieldName) {
    int length =
        switch (fieldName) {
          case "trace_id" -> random.nextBoolean() ? 16 : 0;
          case "span_id", "parent_span_id" -> random.nextBoolean() ? 8 : 0;
          default -> random.nextInt(20);
        };
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }
}
