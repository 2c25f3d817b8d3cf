package io.plumbline.gateway.exporter.elasticsearch.document;

/**
 * Where documents go: an index or a data stream, with the pieces of JSON that its name makes.
 * Shared by threads.
 */
public final class Route {
  private static final byte[] INDEX = JsonBuffer.ascii("\"_index\":");
  private static final byte[] REQUIRE_DATA_STREAM =
      JsonBuffer.ascii(",\"require_data_stream\":true");
  private static final byte[] TIMESTAMP = JsonBuffer.ascii("}}\n{\"@timestamp\":");

  private final String index;
  private final byte[] actionEnd;
  private final byte[] dataStreamField;
  private final long hash;
  private volatile boolean idsRefused;

  private Route(String index, boolean dataStream, byte[] dataStreamField) {
    this.index = index;
    this.dataStreamField = dataStreamField;
    JsonBuffer json = new JsonBuffer(128).raw(INDEX).string(index);
    Murmur3 murmur = new Murmur3();
    murmur.hash(json.array(), 0, json.size(), 0);
    hash = murmur.first();
    if (dataStream) {
      json.raw(REQUIRE_DATA_STREAM);
    }
    actionEnd = json.raw(TIMESTAMP).copyFrom(0);
  }

  /** An index by its name; it may be a data stream's, but nothing is known about that. */
  static Route index(String name) {
    return new Route(name, false, new byte[0]);
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
    return new Route(name, true, field);
  }

  public String index() {
    return index;
  }

  /** The end of the action line, with its {@code _index}; then the document's up to its time. */
  byte[] actionEnd() {
    return actionEnd;
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
