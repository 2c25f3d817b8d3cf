package io.plumbline.otlp.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceProto;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceProto;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceProto;
import io.opentelemetry.proto.common.v1.CommonProto;
import io.opentelemetry.proto.logs.v1.LogsProto;
import io.opentelemetry.proto.metrics.v1.MetricsProto;
import io.opentelemetry.proto.resource.v1.ResourceProto;
import io.opentelemetry.proto.trace.v1.TraceProto;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables say what the official descriptors say. */
class MessagesTest {
  private static final Map<String, Descriptor> OFFICIAL = official();

  @Test
  void constants_everyMessage_areTheOfficialFieldNumbers() throws IllegalAccessException {
    Map<String, Map<String, Integer>> ours = new TreeMap<>();
    List<Class<?>> files =
        List.of(
            CommonFields.class,
            ResourceFields.class,
            TraceFields.class,
            MetricsFields.class,
            LogsFields.class,
            CollectorFields.class);
    for (Class<?> file : files) {
      for (Class<?> message : file.getDeclaredClasses()) {
        ours.put(message.getSimpleName(), constants(message));
      }
    }

    Map<String, Map<String, Integer>> official = new TreeMap<>();
    OFFICIAL.forEach((name, type) -> official.put(name, numbers(type)));

    assertThat(ours).isEqualTo(official);
  }

  @Test
  void types_everyMessage_haveTheOfficialFields() throws IllegalAccessException {
    int checked = 0;
    for (Field constant : Messages.class.getFields()) {
      MessageType type = (MessageType) constant.get(null);
      Descriptor official = Objects.requireNonNull(OFFICIAL.get(type.name()));

      assertThat(describe(type)).as(type.name()).isEqualTo(describe(official));
      checked++;
    }

    long requestTypes = OFFICIAL.keySet().stream().filter(name -> !isResponse(name)).count();
    assertThat(checked).isEqualTo((int) requestTypes);
  }

  @Test
  void levelsAboveRecords_threeSignals_haveTheSameFieldNumbers() {
    assertThat(numbersOf(Messages.RESOURCE_LOGS)).isEqualTo(numbersOf(Messages.RESOURCE_SPANS));
    assertThat(numbersOf(Messages.RESOURCE_METRICS)).isEqualTo(numbersOf(Messages.RESOURCE_SPANS));
    assertThat(numbersOf(Messages.SCOPE_LOGS)).isEqualTo(numbersOf(Messages.SCOPE_SPANS));
    assertThat(numbersOf(Messages.SCOPE_METRICS)).isEqualTo(numbersOf(Messages.SCOPE_SPANS));
  }

  private static List<Integer> numbersOf(MessageType type) {
    return type.fields().stream().map(io.plumbline.otlp.schema.Field::number).toList();
  }

  private static String describe(MessageType type) {
    return type.fields().stream()
        .map(field ->
            "%d %s %s%s%s%s"
                .formatted(
                    field.number(),
                    field.name(),
                    kind(field.kind()),
                    field.message() == MessageType.NONE ? "" : " " + field.message(),
                    field.repeated() ? " repeated" : "",
                    field.oneof().isEmpty() ? "" : " in " + field.oneof()))
        .collect(Collectors.joining("\n"));
  }

  private static String describe(Descriptor type) {
    return type.getFields().stream()
        .sorted()
        .map(field ->
            "%d %s %s%s%s%s"
                .formatted(
                    field.getNumber(),
                    field.getName(),
                    field.getType(),
                    isMessage(field) ? " " + field.getMessageType().getName() : "",
                    field.isRepeated() ? " repeated" : "",
                    field.getRealContainingOneof() == null
                        ? ""
                        : " in " + field.getRealContainingOneof().getName()))
        .collect(Collectors.joining("\n"));
  }

  private static boolean isMessage(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
  }

  private static String kind(FieldKind kind) {
    return kind == FieldKind.TRACE_ID || kind == FieldKind.SPAN_ID ? "BYTES" : kind.name();
  }

  private static Map<String, Integer> constants(Class<?> message) throws IllegalAccessException {
    Map<String, Integer> constants = new TreeMap<>();
    for (Field constant : message.getDeclaredFields()) {
      constants.put(constant.getName().toLowerCase(Locale.ROOT), constant.getInt(null));
    }
    return constants;
  }

  private static Map<String, Integer> numbers(Descriptor type) {
    Map<String, Integer> numbers = new TreeMap<>();
    type.getFields().forEach(field -> numbers.put(field.getName(), field.getNumber()));
    return numbers;
  }

  private static Map<String, Descriptor> official() {
    Map<String, Descriptor> types = new TreeMap<>();
    List<FileDescriptor> files =
        Arrays.asList(
            CommonProto.getDescriptor(),
            ResourceProto.getDescriptor(),
            TraceProto.getDescriptor(),
            MetricsProto.getDescriptor(),
            LogsProto.getDescriptor(),
            TraceServiceProto.getDescriptor(),
            MetricsServiceProto.getDescriptor(),
            LogsServiceProto.getDescriptor());
    files.forEach(file -> file.getMessageTypes().forEach(collect(types)));
    return types;
  }

  /** All but the three {@code *Data} messages, which are for files and like the requests. */
  private static Consumer<Descriptor> collect(Map<String, Descriptor> types) {
    return type -> {
      if (!type.getName().endsWith("sData")) {
        types.put(type.getName(), type);
      }
      type.getNestedTypes().forEach(collect(types));
    };
  }

  private static boolean isResponse(String name) {
    return name.endsWith("Response") || name.endsWith("PartialSuccess");
  }
}
