package io.plumbline.engine.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.plumbline.engine.component.RequestContext;
import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class AttributeActionsTest {
  private final List<ConfigProblem> problems = new ArrayList<>();

  @Test
  void insert_onlyWhatIsMissing() {
    assertThat(edit("{action: insert, key: a, value: new}", Map.of()))
        .isEqualTo(Map.of("a", "new"));
    assertThat(edit("{action: insert, key: a, value: new}", Map.of("a", "old")))
        .isEqualTo(Map.of("a", "old"));
  }

  @Test
  void update_onlyWhatIsThere() {
    assertThat(edit("{action: update, key: a, value: new}", Map.of())).isEmpty();
    assertThat(edit("{action: update, key: a, value: 7}", Map.of("a", "old")))
        .isEqualTo(Map.of("a", 7L));
  }

  @Test
  void upsert_any() {
    assertThat(edit("{action: upsert, key: a, value: true}", Map.of()))
        .isEqualTo(Map.of("a", true));
    assertThat(edit("{action: UpSert, key: a, value: 1.5}", Map.of("a", "old")))
        .isEqualTo(Map.of("a", 1.5));
  }

  @Test
  void upsert_listsAndMaps() {
    assertThat(edit("{action: upsert, key: a, value: [1, x, {k: v}]}", Map.of()))
        .isEqualTo(Map.of("a", List.of(1L, "x", Map.of("k", "v"))));
  }

  @Test
  void upsert_keepsTheOrder() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("a", 1L);
    attributes.put("b", 2L);
    attributes.put("c", 3L);

    assertThat(edit("{action: upsert, key: b, value: x}", attributes).keySet())
        .containsExactly("a", "b", "c");
  }

  @Test
  void fromAttribute_copiesTheValue() {
    assertThat(edit("{action: insert, key: b, from_attribute: a}", Map.of("a", 5L)))
        .isEqualTo(Map.of("a", 5L, "b", 5L));
    assertThat(edit("{action: insert, key: b, from_attribute: a}", Map.of())).isEmpty();
  }

  @Test
  void defaultValue_whenTheSourceIsMissing() {
    String action = "{action: upsert, key: b, from_attribute: a, default_value: d}";

    assertThat(edit(action, Map.of("b", 1L))).isEqualTo(Map.of("b", "d"));
    assertThat(edit(action, Map.of("a", 1L))).isEqualTo(Map.of("a", 1L, "b", 1L));
    assertThat(edit("{action: insert, key: b, default_value: d}", Map.of()))
        .isEqualTo(Map.of("b", "d"));
  }

  @Test
  void fromContext_joinsTheValues() {
    RequestContext context =
        new RequestContext(Map.of("x-tenant", List.of("one", "two")), "192.168.1.1");
    ScopedValue.where(RequestContext.CURRENT, context)
        .run(() -> {
          assertThat(edit("{action: insert, key: a, from_context: X-Tenant}", Map.of()))
              .isEqualTo(Map.of("a", "one;two"));
          assertThat(edit("{action: insert, key: a, from_context: metadata.x-tenant}", Map.of()))
              .isEqualTo(Map.of("a", "one;two"));
          assertThat(edit("{action: insert, key: a, from_context: client.address}", Map.of()))
              .isEqualTo(Map.of("a", "192.168.1.1"));
          assertThat(edit("{action: insert, key: a, from_context: auth.user}", Map.of())).isEmpty();
        });
  }

  @Test
  void delete_keyAndPattern() {
    Map<String, Object> attributes = Map.of("a", 1L, "secret.x", 1L, "my.secret", 1L, "b", 1L);

    assertThat(edit("{action: delete, key: a}", attributes)).doesNotContainKey("a").hasSize(3);
    assertThat(edit("{action: delete, pattern: secret}", attributes))
        .isEqualTo(Map.of("a", 1L, "b", 1L));
    assertThat(edit("{action: delete, key: b, pattern: ^secret}", attributes))
        .isEqualTo(Map.of("a", 1L, "my.secret", 1L));
  }

  @Test
  void hash_isSha256() {
    assertThat(edit("{action: hash, key: a}", Map.of("a", "user@example.com")))
        .isEqualTo(Map.of("a", "b4c9a289323b21a01c3e940f150eb9b8c542587f1abfd8f0e1cc1ffc5e475514"));
    assertThat(edit("{action: hash, pattern: ^a}", Map.of("a", true, "b", true)))
        .isEqualTo(
            Map.of(
                "a",
                "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a",
                "b",
                true));
    assertThat(edit("{action: hash, key: a}", Map.of("a", 1L)))
        .isEqualTo(Map.of("a", "7c9fa136d4413fa6173637e883b6998d32e1d675f88cddff9dcbcf331820f4b8"));
  }

  @Test
  void extract_namedGroups() {
    String action =
        "{action: extract, key: url, pattern:"
            + " '^(?P<scheme>.*):\\/\\/(?P<host>.*?)(?P<port>:\\d+)?$'}";

    assertThat(edit(action, Map.of("url", "http://example.com", "host", "old")))
        .isEqualTo(
            Map.of(
                "url", "http://example.com",
                "scheme", "http",
                "host", "example.com",
                "port", ""));
    assertThat(edit(action, Map.of("url", "nothing"))).isEqualTo(Map.of("url", "nothing"));
    assertThat(edit(action, Map.of("url", 7L))).isEqualTo(Map.of("url", 7L));
  }

  @Test
  void convert_toInt() {
    String action = "{action: convert, key: a, converted_type: int}";

    assertThat(edit(action, Map.of("a", "12"))).isEqualTo(Map.of("a", 12L));
    assertThat(edit(action, Map.of("a", "12.5"))).isEqualTo(Map.of("a", "12.5"));
    assertThat(edit(action, Map.of("a", 12.9))).isEqualTo(Map.of("a", 12L));
    assertThat(edit(action, Map.of("a", true))).isEqualTo(Map.of("a", 1L));
    assertThat(edit(action, Map.of("a", List.of()))).isEqualTo(Map.of("a", List.of()));
  }

  @Test
  void convert_toDouble() {
    String action = "{action: convert, key: a, converted_type: double}";

    assertThat(edit(action, Map.of("a", "12.5"))).isEqualTo(Map.of("a", 12.5));
    assertThat(edit(action, Map.of("a", " 12.5"))).isEqualTo(Map.of("a", " 12.5"));
    assertThat(edit(action, Map.of("a", "x"))).isEqualTo(Map.of("a", "x"));
    assertThat(edit(action, Map.of("a", 3L))).isEqualTo(Map.of("a", 3.0));
    assertThat(edit(action, Map.of("a", false))).isEqualTo(Map.of("a", 0.0));
  }

  @Test
  void convert_toString() {
    String action = "{action: convert, key: a, converted_type: string}";

    assertThat(edit(action, Map.of("a", 12L))).isEqualTo(Map.of("a", "12"));
    assertThat(edit(action, Map.of("a", true))).isEqualTo(Map.of("a", "true"));
    assertThat(edit(action, Map.of("a", 1.0))).isEqualTo(Map.of("a", "1"));
    assertThat(edit(action, Map.of("a", 1.5e-7))).isEqualTo(Map.of("a", "1.5e-7"));
    assertThat(edit(action, Map.of("a", 1e21))).isEqualTo(Map.of("a", "1e+21"));
    assertThat(edit(action, Map.of("a", 123456789.0))).isEqualTo(Map.of("a", "123456789"));
    assertThat(edit(action, Map.of("a", ByteString.copyFromUtf8("hi"))))
        .isEqualTo(Map.of("a", "aGk="));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("z", List.of(1L, "q\"", true));
    map.put("b", Map.of());
    assertThat(edit(action, Map.of("a", map)))
        .isEqualTo(Map.of("a", "{\"b\":{},\"z\":[1,\"q\\\"\",true]}"));
  }

  @Test
  void actions_areAppliedInOrder() {
    assertThat(
            edit(
                "{action: insert, key: b, from_attribute: a}, {action: delete, key: a},"
                    + " {action: upsert, key: a, value: new}",
                Map.of("a", 1L)))
        .isEqualTo(Map.of("b", 1L, "a", "new"));
  }

  @Test
  void edit_nothingChanges() {
    Batch batch = batch(Map.of("a", 1L));
    AttributeEditor editor =
        new AttributeEditor(read("{action: upsert, key: a, value: 1}"), _ -> true);

    assertThat(editor.editItems(batch)).isSameAs(batch);
  }

  @Test
  void read_badActions() {
    assertThat(problemsOf("")).containsExactly("missing required field \"actions\"");
    assertThat(problemsOf("{action: delete, key: a}, {action: upsert, value: 1}"))
        .containsExactly(
            "error creating AttrProc due to missing required field \"key\" at the 1-th action");
    assertThat(problemsOf("{action: hash}"))
        .containsExactly(
            "error creating AttrProc due to missing required field (at least one of \"key\" and"
                + " \"pattern\" have to be used) at the 0-th action");
    assertThat(problemsOf("{action: invalid, key: invalid}"))
        .containsExactly(
            "error with key \"invalid\" (0-th action): error creating AttrProc due to unsupported"
                + " action \"invalid\"");
  }

  @Test
  void read_badSources() {
    assertThat(problemsOf("{action: insert, key: k}"))
        .containsExactly(
            "error with key \"k\" (0-th action): error creating AttrProc. Either field \"value\","
                + " \"from_attribute\", \"from_context\", or \"default_value\" must be specified");
    assertThat(problemsOf("{action: upsert, key: k, value: 123, from_attribute: aa}"))
        .containsExactly(
            "error with key \"k\" (0-th action): error creating AttrProc due to multiple value"
                + " sources being set");
    assertThat(problemsOf("{action: insert, key: k, pattern: x, from_attribute: aa}"))
        .containsExactly(
            "error with key \"k\" (0-th action): error creating AttrProc. Action \"insert\" does"
                + " not use the \"pattern\" field. This must not be specified");
    assertThat(problemsOf("{action: delete, key: k, value: 1}"))
        .containsExactly(
            "error with key \"k\" (0-th action): error creating AttrProc. Action \"delete\" does"
                + " not use \"value\" or \"from_attribute\" field. These must not be specified");
  }

  @Test
  void read_badExtract() {
    assertThat(problemsOf("{action: extract, key: k}"))
        .containsExactly(
            "error with key \"k\" (0-th action): error creating AttrProc due to missing required"
                + " field \"pattern\" for action \"extract\"");
    assertThat(problemsOf("{action: extract, key: k, pattern: '(?P<invalid.regex>.*?)$'}"))
        .containsExactly(
            "error with key \"k\" (0-th action): error creating AttrProc. Field \"pattern\" has"
                + " invalid pattern: \"(?P<invalid.regex>.*?)$\"");
    assertThat(problemsOf("{action: extract, key: k, pattern: '.*$'}"))
        .containsExactly(
            "error with key \"k\" (0-th action): error creating AttrProc. Field \"pattern\""
                + " contains no named matcher groups");
    assertThat(problemsOf("{action: extract, key: k, pattern: '(?P<a>.*)/(.*)$'}"))
        .containsExactly(
            "error with key \"k\" (0-th action): error creating AttrProc. Field \"pattern\""
                + " contains at least one unnamed matcher group");
    assertThat(problemsOf("{action: extract, key: k, pattern: '(?P<a>.*)', value: v}"))
        .containsExactly(
            "error with key \"k\" (0-th action): error creating AttrProc. Action \"extract\" does"
                + " not use a value source field. These must not be specified");
  }

  @Test
  void read_badConvert() {
    assertThat(problemsOf("{action: convert, key: k}"))
        .containsExactly(
            "error with key \"k\" (0-th action): error creating AttrProc due to missing required"
                + " field \"converted_type\" for action \"convert\"");
    assertThat(problemsOf("{action: convert, key: k, converted_type: bool}"))
        .containsExactly(
            "error with key \"k\" (0-th action): error creating AttrProc due to invalid value"
                + " \"bool\" in field \"converted_type\" for action \"convert\"");
  }

  private List<AttributeAction> read(String actions) {
    problems.clear();
    Map<String, Object> yaml = new Yaml().load("actions: [" + actions + "]");
    return AttributeActions.read(
        new ConfigSection("processors::attributes", yaml, problems), "actions");
  }

  private List<String> problemsOf(String actions) {
    List<AttributeAction> _ = read(actions);
    return problems.stream().map(ConfigProblem::message).toList();
  }

  private Map<String, Object> edit(String actions, Map<String, Object> attributes) {
    AttributeEditor editor = new AttributeEditor(read(actions), _ -> true);
    assertThat(problems).isEmpty();
    return attributes(editor.editItems(batch(attributes)));
  }

  private static Batch batch(Map<String, Object> attributes) {
    LogRecord.Builder record = LogRecord.newBuilder().setSeverityText("kept");
    attributes.forEach((key, value) ->
        record.addAttributes(KeyValue.newBuilder().setKey(key).setValue(anyValue(value))));
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request.addResourceLogsBuilder().addScopeLogsBuilder().addLogRecords(record);
    return Batch.trusted(Signal.LOGS, request.build().toByteArray(), 1);
  }

  private static AnyValue anyValue(Object value) {
    AnyValue.Builder builder = AnyValue.newBuilder();
    switch (value) {
      case String text -> builder.setStringValue(text);
      case Long number -> builder.setIntValue(number);
      case Double number -> builder.setDoubleValue(number);
      case Boolean truth -> builder.setBoolValue(truth);
      case ByteString bytes -> builder.setBytesValue(bytes);
      case List<?> list -> {
        ArrayValue.Builder array = builder.getArrayValueBuilder();
        list.forEach(element -> array.addValues(anyValue(element)));
      }
      case Map<?, ?> map -> {
        KeyValueList.Builder entries = builder.getKvlistValueBuilder();
        map.forEach((key, element) ->
            entries.addValues(
                KeyValue.newBuilder().setKey((String) key).setValue(anyValue(element))));
      }
      default -> throw new AssertionError(value);
    }
    return builder.build();
  }

  private static Map<String, Object> attributes(Batch batch) {
    try {
      LogRecord record =
          ExportLogsServiceRequest.parseFrom(batch.bytes())
              .getResourceLogs(0)
              .getScopeLogs(0)
              .getLogRecords(0);
      assertThat(record.getSeverityText()).isEqualTo("kept");
      return plain(record.getAttributesList());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Object> plain(List<KeyValue> entries) {
    Map<String, Object> plain = new LinkedHashMap<>();
    entries.forEach(entry -> plain.put(entry.getKey(), plain(entry.getValue())));
    assertThat(plain).hasSize(entries.size());
    return plain;
  }

  private static Object plain(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BOOL_VALUE -> value.getBoolValue();
      case BYTES_VALUE -> value.getBytesValue();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(AttributeActionsTest::plain).toList();
      case KVLIST_VALUE -> plain(value.getKvlistValue().getValuesList());
      default -> throw new AssertionError(value);
    };
  }
}
