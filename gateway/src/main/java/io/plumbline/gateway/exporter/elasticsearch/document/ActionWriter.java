package io.plumbline.gateway.exporter.elasticsearch.document;

import io.plumbline.otlp.wire.Slice;

/** Writes the action line of a document and the beginning of its own. Not thread-safe. */
final class ActionWriter {
  private static final byte[] ID = JsonBuffer.ascii("\"_id\":");
  private static final byte[] PIPELINE = JsonBuffer.ascii("\"pipeline\":");

  private final BulkBody body;
  private final byte[] pipeline;

  /**
   * @param pipeline of all documents, "" for none
   */
  ActionWriter(BulkBody body, String pipeline) {
    this.body = body;
    this.pipeline =
        pipeline.isEmpty()
            ? new byte[0]
            : new JsonBuffer(64).raw(PIPELINE).string(pipeline).raw(',').copyFrom(0);
  }

  /**
   * Begins a document with an id of ours; {@link #end} follows, after more members if any, each
   * with a comma behind it.
   */
  JsonBuffer begin(Route route, byte[] id) {
    return route.idsRefused() ? body.begin(route) : body.begin(route, id);
  }

  /** Begins a document with the id that its sender gave it. */
  JsonBuffer beginWithSendersId(Route route, Slice id) {
    JsonBuffer json = body.begin(route);
    return json.raw(ID).string(id.buffer(), id.offset(), id.length()).raw(',');
  }

  /** Ends the action line and begins the document with its time. */
  void end(JsonBuffer json, Route route, long unixNanos) {
    if (pipeline.length > 0) {
      json.raw(pipeline);
    }
    endWithRoute(json, route, unixNanos);
  }

  /** As {@link #end}, with a pipeline of its own. */
  void end(JsonBuffer json, Route route, Slice ownPipeline, long unixNanos) {
    json.raw(PIPELINE);
    json.string(ownPipeline.buffer(), ownPipeline.offset(), ownPipeline.length()).raw(',');
    endWithRoute(json, route, unixNanos);
  }

  private static void endWithRoute(JsonBuffer json, Route route, long unixNanos) {
    json.raw(route.actionEnd()).timestamp(unixNanos).raw(route.dataStreamField());
  }
}
