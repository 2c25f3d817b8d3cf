package io.plumbline.gateway.exporter.elasticsearch.document;

import com.google.protobuf.Message;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes batches and keeps the lines, for tests. */
final class Documents {
  private Documents() {}

  /** A batch of an official message. */
  static Batch batch(Signal signal, Message request) {
    return (Batch) Batch.read(signal, request.toByteArray());
  }

  /** All lines, action lines included, of a batch. */
  static List<String> lines(DocumentSettings settings, Batch batch) {
    return lines(new DocumentWriter(batch.signal(), settings, 1024), batch);
  }

  static List<String> lines(DocumentWriter writer, Batch batch) {
    List<String> lines = new ArrayList<>();
    DocumentSink sink =
        body -> {
          String text = new String(body.array(), 0, body.sizeBytes(), StandardCharsets.UTF_8);
          lines.addAll(text.lines().toList());
        };
    try {
      writer.write(batch, sink, 512);
    } catch (UndeliveredException | InterruptedException e) {
      throw new AssertionError(e);
    }
    return lines;
  }

  /** The lines with every id of ours replaced, for literals that do not depend on the hash. */
  static List<String> linesWithoutIds(Batch batch) {
    return lines(DocumentSettings.DEFAULT, batch).stream()
        .map(line -> line.replaceFirst("\"_id\":\"[A-Za-z0-9_-]{22}\"", "\"_id\":\"ID\""))
        .toList();
  }
}
