package io.plumbline.engine.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Editing allocates the result and a constant, nothing for each span. */
class AttributeEditorAllocationTest {
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void editItems_nothingPerSpan() {
    AttributeEditor editor =
        editor(
            "{action: upsert, key: region, value: eu}, {action: update, key: a5, value: 1},"
                + " {action: insert, key: copy, from_attribute: a3}, {action: delete, key: a7}");
    Batch small = spans(10);
    Batch large = spans(1000);
    Batch editedLarge = editor.editItems(large);
    Batch editedSmall = editor.editItems(small);

    long forSmall = allocatedBytes(editor, small);
    long forLarge = allocatedBytes(editor, large);

    // The builder's array doubles up to the size of the result and is then copied once.
    long grown = 4L * editedLarge.sizeBytes() - editedSmall.sizeBytes();
    assertThat(forLarge - forSmall).isLessThan(grown);
  }

  @Test
  void editItems_nothingChanges() {
    AttributeEditor editor = editor("{action: update, key: missing, value: eu}");
    Batch large = spans(1000);
    assertThat(editor.editItems(large)).isSameAs(large);

    // The rewriter copies items while it does not know yet whether one will change.
    assertThat(allocatedBytes(editor, large)).isLessThan(4L * large.sizeBytes());
  }

  private long allocatedBytes(AttributeEditor editor, Batch batch) {
    long least = Long.MAX_VALUE;
    for (int run = 0; run < 10; run++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      Batch edited = editor.editItems(batch);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      assertThat(edited.itemCount()).isEqualTo(batch.itemCount());
    }
    return least;
  }

  private static AttributeEditor editor(String actions) {
    Map<String, Object> yaml = new Yaml().load("actions: [" + actions + "]");
    return new AttributeEditor(
        AttributeActions.read(new ConfigSection("", yaml, new ArrayList<>()), "actions"),
        _ -> true);
  }

  private static Batch spans(int count) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int index = 0; index < count; index++) {
      Span.Builder span = Span.newBuilder().setName("GET /");
      for (String key : List.of("a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9")) {
        span.addAttributes(
            KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue("some value")));
      }
      scope.addSpans(span);
    }
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().addScopeSpans(scope);
    return Batch.trusted(Signal.TRACES, request.build().toByteArray(), count);
  }
}
