package io.plumbline.gateway.exporter.elasticsearch.document;

/**
 * Where documents go: an index or a data stream, with the pieces of JSON that its name makes.
 * Shared by threads.
 */
public final class Route {
  private final String index;
  private final boolean dataStream;
  private final byte[] action;
  private final byte[] dataStreamField;
  private final long hash;
  private volatile boolean idsRefused;

  private Route(String index, boolean dataStream, byte[] action, byte[] dataStreamField) {
    this.index = index;
    this.dataStream = dataStream;
    this.action = action;
    this.dataStreamField = dataStreamField;
    Murmur3 murmur = new Murmur3();
    murmur.hash(action, 0, action.length, 0);
    hash = murmur.first();
  }

  /** An index by its name; it may be a data stream's, but nothing is known about that. */
  static Route index(String name) {
    return new Route(name, false, action(name), new byte[0]);
  }

  /** The data stream {@code type-dataset-namespace}; the parts are sanitised already. */
  static Route dataStream(String type, String dataset, String namespace) {
    String name = type + "-" + dataset + "-" + namespace;
    byte[] field =
        new JsonBuffer(128)
            .raw(JsonBuffer.ascii(",\"data_stream\":{\"type\":"))
            .string(type)
            .raw(JsonBuffer.ascii(",\"dataset\":"))
            .string(dataset)
            .raw(JsonBuffer.ascii(",\"namespace\":"))
            .string(namespace)
            .raw('}')
            .copyFrom(0);
    return new Route(name, true, action(name), field);
  }

  private static byte[] action(String index) {
    return new JsonBuffer(128).raw(JsonBuffer.ascii("\"_index\":")).string(index).copyFrom(0);
  }

  public String index() {
    return index;
  }

  boolean isDataStream() {
    return dataStream;
  }

  /** The member {@code "_index":"…"} of the action line. */
  byte[] action() {
    return action;
  }

  /** The member {@code ,"data_stream":{…}} of the document; empty when it is not one. */
  byte[] dataStreamField() {
    return dataStreamField;
  }

  /** A hash of the name. */
  long hash() {
    return hash;
  }

  /** Whether documents go there without ids of ours. */
  public boolean idsRefused() {
    return idsRefused;
  }

  /** Notes that the index makes ids by itself and takes no other, as time series indices do. */
  void refuseIds() {
    idsRefused = true;
  }

  @Override
  public String toString() {
    return index;
  }
}
