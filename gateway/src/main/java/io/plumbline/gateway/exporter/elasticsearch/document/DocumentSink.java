package io.plumbline.gateway.exporter.elasticsearch.document;

/** Takes documents while a batch is being written, whenever there are enough for a request. */
@FunctionalInterface
public interface DocumentSink {

  /**
   * Delivers all documents of the body; they are forgotten afterwards.
   *
   * @throws UndeliveredException when some were not taken and are not dead letters either
   */
  void deliver(BulkBody body) throws UndeliveredException, InterruptedException;
}
