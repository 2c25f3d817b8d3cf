package io.plumbline.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.plumbline.otlp.wire.Slice;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttributesRewriterTest {
  private static final Slice MARK = Slice.utf8("mark");

  private final AttributesRewriter rewriter = new AttributesRewriter();

  @ParameterizedTest
  @EnumSource
  void rewriteItems_oneAdded_changesNothingElse(Signal signal) {
    ForAll.seeds(
        200,
        seed -> {
          Batch batch = Generated.batch(signal, seed);

          Batch rewritten = rewriter.rewriteItems(batch, AttributesRewriterTest::copyAndMark);

          List<Message> expected =
              Items.of(batch).stream().map(item -> marked(item, signal)).toList();
          assertThat(Items.of(rewritten)).isEqualTo(expected);
          Generated.assertConsistent(rewritten);
        });
  }

  @ParameterizedTest
  @EnumSource
  void rewriteResources_oneAdded_changesNothingElse(Signal signal) {
    ForAll.seeds(
        200,
        seed -> {
          Batch batch = Generated.batch(signal, seed);

          Batch rewritten = rewriter.rewriteResources(batch, AttributesRewriterTest::copyAndMark);

          List<Message> expected =
              Items.of(batch).stream().map(AttributesRewriterTest::resourceMarked).toList();
          assertThat(Items.of(rewritten)).isEqualTo(expected);
          Generated.assertConsistent(rewritten);
        });
  }

  @Test
  void rewriteItems_nothingChanged_isTheSameBatch() {
    Batch batch = Generated.batch(Signal.TRACES, 3);

    Batch rewritten =
        rewriter.rewriteItems(
            batch,
            (_, _, out) -> {
              out.put(MARK, "forgotten");
              return false;
            });

    assertThat(rewritten).isSameAs(batch);
  }

  @Test
  void rewriteItems_everyKindOfValue_isWritten() {
    Batch batch = oneSpan(attribute("old", AnyValue.newBuilder().setIntValue(5).build()));

    Batch rewritten =
        rewriter.rewriteItems(
            batch,
            (_, attributes, out) -> {
              assertThat(attributes.find(Slice.utf8("old"))).isTrue();
              out.copyAs(Slice.utf8("renamed"), attributes);
              out.put(Slice.utf8("again"), attributes.value());
              out.put(Slice.utf8("string"), "käse");
              out.put(Slice.utf8("slice"), Slice.utf8("bytes"));
              out.put(Slice.utf8("long"), -1L);
              out.put(Slice.utf8("double"), 1.5);
              out.put(Slice.utf8("bool"), true);
              return true;
            });

    Span span =
        ((ExportTraceServiceRequest) Items.parse(rewritten))
            .getResourceSpans(0)
            .getScopeSpans(0)
            .getSpans(0);
    assertThat(span.getAttributesList())
        .containsExactly(
            attribute("renamed", AnyValue.newBuilder().setIntValue(5).build()),
            attribute("again", AnyValue.newBuilder().setIntValue(5).build()),
            attribute("string", AnyValue.newBuilder().setStringValue("käse").build()),
            attribute("slice", AnyValue.newBuilder().setStringValue("bytes").build()),
            attribute("long", AnyValue.newBuilder().setIntValue(-1).build()),
            attribute("double", AnyValue.newBuilder().setDoubleValue(1.5).build()),
            attribute("bool", AnyValue.newBuilder().setBoolValue(true).build()));
  }

  private static boolean copyAndMark(
      BatchCursor at, AttributesCursor attributes, AttributesWriter out) {
    while (attributes.next()) {
      out.copy(attributes);
    }
    out.put(MARK, at.signal().id());
    return true;
  }

  private static Batch oneSpan(KeyValue attribute) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request
        .addResourceSpansBuilder()
        .addScopeSpansBuilder()
        .addSpansBuilder()
        .setName("GET")
        .addAttributes(attribute);
    return Generated.read(Signal.TRACES, request.build().toByteArray());
  }

  private static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static Message marked(Message item, Signal signal) {
    return mark(item, signal == Signal.METRICS ? 5 : 3, signal);
  }

  /** Goes down the only child of each level and adds the attribute at the bottom. */
  private static Message mark(Message message, int levels, Signal signal) {
    if (levels == 0) {
      return withMark(message, signal);
    }
    FieldDescriptor child = Objects.requireNonNull(Items.child(message, levels));
    Message.Builder builder = message.toBuilder();
    if (child.isRepeated()) {
      Message only = (Message) message.getRepeatedField(child, 0);
      builder.setRepeatedField(child, 0, mark(only, levels - 1, signal));
    } else {
      builder.setField(child, mark((Message) message.getField(child), levels - 1, signal));
    }
    return builder.build();
  }

  private static Message resourceMarked(Message item) {
    FieldDescriptor groups = item.getDescriptorForType().findFieldByNumber(1);
    Message group = (Message) item.getRepeatedField(groups, 0);
    FieldDescriptor resource = group.getDescriptorForType().findFieldByNumber(1);
    Message marked = withMark((Message) group.getField(resource), signalOf(item));
    return item.toBuilder()
        .setRepeatedField(groups, 0, group.toBuilder().setField(resource, marked).build())
        .build();
  }

  private static Signal signalOf(Message request) {
    for (Signal signal : Signal.values()) {
      if (signal.requestType().name().equals(request.getDescriptorForType().getName())) {
        return signal;
      }
    }
    throw new AssertionError("message must be a request");
  }

  private static Message withMark(Message message, Signal signal) {
    FieldDescriptor attributes = message.getDescriptorForType().findFieldByName("attributes");
    KeyValue mark = attribute("mark", AnyValue.newBuilder().setStringValue(signal.id()).build());
    return message.toBuilder().addRepeatedField(attributes, mark).build();
  }
}
