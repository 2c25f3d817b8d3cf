package io.plumbline.engine.processor.probabilisticsampler;

import io.plumbline.engine.attribute.ValueText;
import io.plumbline.engine.processor.probabilisticsampler.ProbabilisticSamplerProcessor.AttributeSource;
import io.plumbline.engine.processor.probabilisticsampler.ProbabilisticSamplerProcessor.Config;
import io.plumbline.engine.processor.probabilisticsampler.ProbabilisticSamplerProcessor.Mode;
import io.plumbline.otlp.AnyValueCursor;
import io.plumbline.otlp.AttributesCursor;
import io.plumbline.otlp.AttributesWriter;
import io.plumbline.otlp.BatchCursor;
import io.plumbline.otlp.LogRecordCursor;
import io.plumbline.otlp.ValueKind;
import io.plumbline.otlp.schema.LogsFields.LogRecord;
import io.plumbline.otlp.wire.Slice;
import io.plumbline.otlp.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/**
 * Log records: sampling is in the attributes {@code sampling.threshold} and {@code .randomness}.
 */
final class LogRecordReader implements ItemReader {
  private static final Slice THRESHOLD = Slice.utf8("sampling.threshold");
  private static final Slice RANDOMNESS = Slice.utf8("sampling.randomness");

  private final Config config;
  private final boolean hashing;
  private final Slice identityAttribute;
  private final Slice priorityAttribute;
  private final FieldCopier copier = new FieldCopier();

  LogRecordReader(Config config, Mode mode) {
    this.config = config;
    this.hashing = mode == Mode.HASH_SEED;
    this.identityAttribute = Slice.utf8(config.fromAttribute());
    this.priorityAttribute = Slice.utf8(config.samplingPriority());
  }

  @Override
  public void read(BatchCursor at, Evidence item) {
    LogRecordCursor record = at.logRecord();
    AttributesCursor attributes = record.attributes();
    readIdentity(record, attributes, item);
    String threshold = string(attributes, THRESHOLD);
    if (!threshold.isEmpty()) {
      item.carriedThreshold = Thresholds.parseTValue(threshold);
      item.malformed = item.carriedThreshold < 0;
    }
    String randomness = string(attributes, RANDOMNESS);
    if (!randomness.isEmpty()) {
      item.carriedRandomness = Thresholds.parseRValue(randomness);
      item.malformed |= item.carriedRandomness < 0;
    }
    item.priorityThreshold = priority(attributes);
  }

  private void readIdentity(LogRecordCursor record, AttributesCursor attributes, Evidence item) {
    Slice traceId = record.traceId();
    boolean hasTraceId = traceId.length() == TRACE_ID_BYTES && !ItemReader.isZero(traceId);
    boolean mayUseTraceId = !hashing || config.attributeSource() == AttributeSource.TRACE_ID;
    if (hasTraceId && mayUseTraceId) {
      item.ownRandomness =
          hashing
              ? hashed(traceId.buffer(), traceId.offset(), traceId.length())
              : ItemReader.randomness(traceId);
      item.ownPolicy = hashing ? Policy.TRACE_ID_HASH : Policy.TRACE_ID_W3C;
    } else if (!identityAttribute.isEmpty() && attributes.find(identityAttribute)) {
      byte[] identity = bytes(attributes.value());
      item.ownRandomness = hashed(identity, 0, identity.length);
      item.ownPolicy = Policy.ATTRIBUTE;
    }
  }

  private long hashed(byte[] bytes, int offset, int length) {
    return HashRandomness.of(HashRandomness.hash(config.hashSeed(), bytes, offset, length));
  }

  private static byte[] bytes(AnyValueCursor value) {
    return value.kind() == ValueKind.BYTES
        ? value.bytesValue().toByteArray()
        : ValueText.of(value).getBytes(StandardCharsets.UTF_8);
  }

  private static String string(AttributesCursor attributes, Slice key) {
    boolean there = attributes.find(key) && attributes.value().kind() == ValueKind.STRING;
    return there ? attributes.value().stringValue().toString() : "";
  }

  /** The record's own percentage, 0 for drop; -1 when it names none. */
  private long priority(AttributesCursor attributes) {
    if (priorityAttribute.isEmpty() || !attributes.find(priorityAttribute)) {
      return -1;
    }
    AnyValueCursor value = attributes.value();
    return switch (value.kind()) {
      case INT -> Thresholds.ofProbability(value.intValue() / 100.0, config.samplingPrecision());
      case DOUBLE ->
          Thresholds.ofProbability(value.doubleValue() / 100.0, config.samplingPrecision());
      case EMPTY, STRING, BOOL, BYTES, ARRAY, KVLIST -> -1;
    };
  }

  @Override
  public void write(BatchCursor at, Evidence item, WireWriter out) {
    LogRecordCursor record = at.logRecord();
    AttributesWriter writer = new AttributesWriter(out, LogRecord.ATTRIBUTES);
    AttributesCursor attributes = record.attributes();
    while (attributes.next()) {
      Slice key = attributes.key();
      if (!key.contentEquals(THRESHOLD) && !key.contentEquals(RANDOMNESS)) {
        writer.copy(attributes);
      }
    }
    if (item.randomness >= 0) {
      writer.put(RANDOMNESS, Thresholds.rValue(item.randomness));
    }
    if (item.threshold >= 0) {
      writer.put(THRESHOLD, Thresholds.tValue(item.threshold));
    }
    copier.copyWithout(
        LogRecord.ATTRIBUTES, record.buffer(), record.offset(), record.length(), out);
  }
}
