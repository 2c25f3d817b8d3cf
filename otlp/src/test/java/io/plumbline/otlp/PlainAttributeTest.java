package io.plumbline.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short way through usual attributes must say what the long way says. */
class PlainAttributeTest {
  private final Difference difference = new Difference();

  static AnyValue[] values() {
    return new AnyValue[] {
      AnyValue.newBuilder().setStringValue("text").build(),
      AnyValue.newBuilder().setStringValue("").build(),
      AnyValue.newBuilder().setIntValue(5).build(),
      AnyValue.newBuilder().setIntValue(1_000_000).build(),
      AnyValue.newBuilder().setIntValue(-1).build(),
      AnyValue.newBuilder().setBoolValue(true).build(),
      AnyValue.newBuilder().setDoubleValue(0.1).build()
    };
  }

  @ParameterizedTest
  @MethodSource("values")
  void matches_usualValue_does(AnyValue value) {
    assertThat(matches(attribute("key", value))).isTrue();
  }

  @Test
  void matches_whatIsNotUsual_doesNot() {
    AnyValue text = AnyValue.newBuilder().setStringValue("text").build();
    AnyValue umlaut = AnyValue.newBuilder().setStringValue("Tür").build();
    AnyValue bytes = AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("x")).build();
    AnyValue longText = AnyValue.newBuilder().setStringValue("x".repeat(126)).build();

    assertThat(matches(attribute("Schlüssel", text))).isFalse();
    assertThat(matches(attribute("key", umlaut))).isFalse();
    assertThat(matches(attribute("key", bytes))).isFalse();
    assertThat(matches(attribute("key", longText))).isFalse();
    assertThat(matches(attribute("", text))).isFalse();
    assertThat(matches(attribute("key", AnyValue.getDefaultInstance()))).isFalse();
    assertThat(matches(KeyValue.newBuilder().setKey("key").build().toByteArray())).isFalse();
    assertThat(matches(new byte[0])).isFalse();
  }

  @ParameterizedTest
  @MethodSource("values")
  void read_everyByteOfAnAttributeChangedToEveryOther_agreesWithTheOfficialClasses(AnyValue value) {
    byte[] bytes =
        request(KeyValue.newBuilder().setKey("a.key").setValue(value).build()).toByteArray();
    byte[] attribute = attribute("a.key", value);
    int start =
        new String(bytes, StandardCharsets.ISO_8859_1)
            .indexOf(new String(attribute, StandardCharsets.ISO_8859_1));

    for (int position = start - 2; position < start + attribute.length; position++) {
      byte[] changed = bytes.clone();
      for (int other = 0; other < 256; other++) {
        changed[position] = (byte) other;
        difference.check(Signal.TRACES, changed);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void read_attributeOfEveryLength_agreesWithTheOfficialClasses(AnyValue value) {
    for (int length = 0; length < 140; length++) {
      KeyValue attribute = KeyValue.newBuilder().setKey("k".repeat(length)).setValue(value).build();
      assertThat(difference.check(Signal.TRACES, request(attribute).toByteArray())).isTrue();
    }
  }

  private static boolean matches(byte[] attribute) {
    return PlainAttribute.matches(attribute, 0, attribute.length);
  }

  private static byte[] attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build().toByteArray();
  }

  private static ExportTraceServiceRequest request(KeyValue attribute) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request
        .addResourceSpansBuilder()
        .addScopeSpansBuilder()
        .addSpans(
            Span.newBuilder().setName("name").addAttributes(attribute).setFlags(0x100).build());
    return request.build();
  }
}
