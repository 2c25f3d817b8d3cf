package io.plumbline.engine.processor.probabilisticsampler;

import io.plumbline.engine.processor.probabilisticsampler.ProbabilisticSamplerProcessor.Mode;
import io.plumbline.otlp.AnyValueCursor;
import io.plumbline.otlp.AttributesCursor;
import io.plumbline.otlp.BatchCursor;
import io.plumbline.otlp.SpanCursor;
import io.plumbline.otlp.schema.TraceFields.Span;
import io.plumbline.otlp.wire.Slice;
import io.plumbline.otlp.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Spans: sampling is in {@code tracestate}, priority in the attribute {@code sampling.priority}.
 */
final class SpanReader implements ItemReader {
  private static final Slice PRIORITY = Slice.utf8("sampling.priority");
  private static final byte[] NO_TRACE_ID = new byte[TRACE_ID_BYTES];

  private final boolean hashing;
  private final int hashSeed;
  private final FieldCopier copier = new FieldCopier();
  private @Nullable TraceState state;

  /** The state of spans that arrived without one, which is mostly the same for all. */
  private long usualThreshold = -1;

  private byte[] usualState = {};

  SpanReader(Mode mode, int hashSeed) {
    this.hashing = mode == Mode.HASH_SEED;
    this.hashSeed = hashSeed;
  }

  @Override
  public void read(BatchCursor at, Evidence item) {
    SpanCursor span = at.span();
    readIdentity(span.traceId(), item);
    item.priorityThreshold = priority(span.attributes());
    state = null;
    if (span.traceState().isEmpty()) {
      return;
    }
    state = TraceState.parse(span.traceState().toString());
    if (state == null) {
      item.malformed = true;
      return;
    }
    item.carriedRandomness = state.randomness();
    item.carriedThreshold = state.threshold();
  }

  private void readIdentity(Slice traceId, Evidence item) {
    if (hashing) {
      int hash =
          traceId.isEmpty()
              ? HashRandomness.hash(hashSeed, NO_TRACE_ID, 0, TRACE_ID_BYTES)
              : HashRandomness.hash(hashSeed, traceId.buffer(), traceId.offset(), traceId.length());
      item.ownRandomness = HashRandomness.of(hash);
      item.ownPolicy = Policy.TRACE_ID_HASH;
    } else if (traceId.length() == TRACE_ID_BYTES && !ItemReader.isZero(traceId)) {
      item.ownRandomness = ItemReader.randomness(traceId);
      item.ownPolicy = Policy.TRACE_ID_W3C;
    }
  }

  /** Zero means drop and more means keep, as OpenTracing had it; -1 when nothing is said. */
  private static long priority(AttributesCursor attributes) {
    if (!attributes.find(PRIORITY)) {
      return -1;
    }
    AnyValueCursor value = attributes.value();
    double priority =
        switch (value.kind()) {
          case INT -> value.intValue();
          case DOUBLE -> value.doubleValue();
          case STRING -> number(value.stringValue().toString());
          case EMPTY, BOOL, BYTES, ARRAY, KVLIST -> Double.NaN;
        };
    if (priority == 0) {
      return Thresholds.NEVER;
    }
    return priority > 0 ? Thresholds.ALWAYS : -1;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      // Not a number is not a priority.
      return Double.NaN;
    }
  }

  @Override
  public void write(BatchCursor at, Evidence item, WireWriter out) {
    SpanCursor span = at.span();
    copier.copyWithout(Span.TRACE_STATE, span.buffer(), span.offset(), span.length(), out);
    out.bytesField(Span.TRACE_STATE, newState(item));
  }

  private byte[] newState(Evidence item) {
    if (state == null && item.randomness < 0) {
      if (usualThreshold != item.threshold) {
        usualThreshold = item.threshold;
        usualState = bytes(new TraceState().with(-1, item.threshold));
      }
      return usualState;
    }
    TraceState arrived = state == null ? new TraceState() : state;
    return bytes(arrived.with(item.randomness, item.threshold));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
