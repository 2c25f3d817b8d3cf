package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.AnyValueCursor;
import io.plumbline.otlp.ArrayValueCursor;
import io.plumbline.otlp.AttributesCursor;
import io.plumbline.otlp.ValueKind;
import io.plumbline.otlp.wire.Slice;

/**
 * The attributes of one resource, scope or item that say something to the exporter and are not
 * stored. Values are views, valid as long as the batch. Not thread-safe; reused.
 */
final class SpecialAttributes {
  private static final Slice DATA_STREAM = Slice.utf8("data_stream.");
  private static final Slice TYPE = Slice.utf8("data_stream.type");
  private static final Slice DATASET = Slice.utf8("data_stream.dataset");
  private static final Slice NAMESPACE = Slice.utf8("data_stream.namespace");
  private static final Slice ELASTIC = Slice.utf8("elastic");
  private static final Slice INDEX = Slice.utf8("elasticsearch.index");
  private static final Slice DOCUMENT_ID = Slice.utf8("elasticsearch.document_id");
  private static final Slice PIPELINE = Slice.utf8("elasticsearch.document_pipeline");
  private static final Slice HINTS = Slice.utf8("elasticsearch.mapping.hints");
  private static final Slice MAPPING_MODE = Slice.utf8("elastic.mapping.mode");
  private static final Slice DOC_COUNT = Slice.utf8("_doc_count");
  private static final Slice AGGREGATE = Slice.utf8("aggregate_metric_double");

  private final Slice dataset = new Slice();
  private final Slice namespace = new Slice();
  private final Slice index = new Slice();
  private final Slice documentId = new Slice();
  private final Slice pipeline = new Slice();
  private final Slice mappingMode = new Slice();
  private boolean docCount;
  private boolean aggregate;
  private boolean any;

  void clear() {
    if (any) {
      dataset.clear();
      namespace.clear();
      index.clear();
      documentId.clear();
      pipeline.clear();
      mappingMode.clear();
      docCount = false;
      aggregate = false;
      any = false;
    }
  }

  /** Takes what there is among all attributes. */
  void read(AttributesCursor attributes) {
    clear();
    while (attributes.next()) {
      take(attributes);
    }
  }

  /** Takes the current attribute if it is a special one; whether it is. */
  boolean take(AttributesCursor attribute) {
    Slice key = attribute.key();
    // All of them are longer than this, and begin with one of two letters.
    if (key.length() < TYPE.length() || (key.byteAt(0) != 'd' && key.byteAt(0) != 'e')) {
      return false;
    }
    if (key.startsWith(DATA_STREAM)) {
      return take(attribute, DATASET, dataset)
          || take(attribute, NAMESPACE, namespace)
          || key.contentEquals(TYPE);
    }
    return key.startsWith(ELASTIC)
        && (take(attribute, INDEX, index)
            || take(attribute, DOCUMENT_ID, documentId)
            || take(attribute, PIPELINE, pipeline)
            || take(attribute, MAPPING_MODE, mappingMode)
            || takeHints(attribute));
  }

  private boolean take(AttributesCursor attribute, Slice wanted, Slice target) {
    if (!attribute.key().contentEquals(wanted)) {
      return false;
    }
    AnyValueCursor value = attribute.value();
    if (value.kind() == ValueKind.STRING) {
      Slice text = value.stringValue();
      target.wrap(text.buffer(), text.offset(), text.length());
      any = true;
    }
    return true;
  }

  private boolean takeHints(AttributesCursor attribute) {
    if (!attribute.key().contentEquals(HINTS)) {
      return false;
    }
    AnyValueCursor value = attribute.value();
    if (value.kind() == ValueKind.ARRAY) {
      ArrayValueCursor hints = value.arrayValue();
      while (hints.next()) {
        AnyValueCursor hint = hints.value();
        if (hint.kind() == ValueKind.STRING) {
          docCount |= hint.stringValue().contentEquals(DOC_COUNT);
          aggregate |= hint.stringValue().contentEquals(AGGREGATE);
        }
      }
      any = true;
    }
    return true;
  }

  /** Whether documents with these go elsewhere, or are called otherwise, than those without. */
  boolean changeAction() {
    return any
        && !(dataset.isEmpty()
            && namespace.isEmpty()
            && index.isEmpty()
            && documentId.isEmpty()
            && pipeline.isEmpty());
  }

  Slice dataset() {
    return dataset;
  }

  Slice namespace() {
    return namespace;
  }

  Slice index() {
    return index;
  }

  Slice documentId() {
    return documentId;
  }

  Slice pipeline() {
    return pipeline;
  }

  Slice mappingMode() {
    return mappingMode;
  }

  /** The hint to store how many values a document stands for. */
  boolean docCount() {
    return docCount;
  }

  /** The hint to store only sum and count of a histogram. */
  boolean aggregate() {
    return aggregate;
  }
}
