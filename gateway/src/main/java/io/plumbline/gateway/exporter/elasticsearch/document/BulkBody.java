package io.plumbline.gateway.exporter.elasticsearch.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a bulk request and, for every document in them, what it was made from. Documents are
 * added by a writer, then delivered, which may keep some of them for another attempt: their lines
 * are moved, not written again. Not thread-safe; reused.
 */
public final class BulkBody {
  /** The beginning of every action line; an id, when there is one, follows first. */
  private static final byte[] CREATE = JsonBuffer.ascii("{\"create\":{");

  private static final byte[] CREATE_WITH_ID = JsonBuffer.ascii("{\"create\":{\"_id\":\"");
  private static final byte[] ID_END = JsonBuffer.ascii("\",");

  // Columns of a row.
  private static final int START = 0;
  private static final int END = 1;
  private static final int ITEMS = 2;
  private static final int OWN_ID_BYTES = 3;
  private static final int RESOURCE = 4;
  private static final int RESOURCE_END = 5;
  private static final int SCOPE = 6;
  private static final int SCOPE_END = 7;
  private static final int SOURCE = 8;
  private static final int SOURCE_END = 9;
  private static final int COLUMNS = 10;

  // Columns of a source: an item and, when it is a data point, the metric that it is part of.
  private static final int ITEM = 0;
  private static final int ITEM_END = 1;
  private static final int METRIC = 2;
  private static final int METRIC_END = 3;
  private static final int SOURCE_COLUMNS = 4;

  private final JsonBuffer json;
  private byte[] request = new byte[0];
  private int[] rows = new int[COLUMNS * 1024];
  private Route[] routes = new Route[1024];
  private int count;
  private int[] sources = new int[SOURCE_COLUMNS * 1024];
  private int sourceCount;
  private int resource;
  private int resourceEnd;
  private int scope;
  private int scopeEnd;

  public BulkBody(int capacityBytes) {
    json = new JsonBuffer(capacityBytes);
  }

  /** Forgets all documents; those that follow come from this export request. */
  void begin(byte[] exportRequest) {
    request = exportRequest;
    clear();
  }

  /** Forgets all documents. */
  public void clear() {
    count = 0;
    sourceCount = 0;
    json.truncate(0);
  }

  /** Documents. */
  public int count() {
    return count;
  }

  /** Bytes of all lines. */
  public int sizeBytes() {
    return json.size();
  }

  /** The array with the lines; another one after the next document. */
  public byte[] array() {
    return json.array();
  }

  /** Where the action line of a document begins. */
  public int start(int document) {
    return rows[document * COLUMNS + START];
  }

  /** Behind the last line of a document. */
  public int end(int document) {
    return rows[document * COLUMNS + END];
  }

  /** Spans, data points or log records that are in the document: 0 for a span's event. */
  public int items(int document) {
    return rows[document * COLUMNS + ITEMS];
  }

  public Route route(int document) {
    return routes[document];
  }

  /** Whether the document has an id that was made of its content. */
  public boolean hasOwnId(int document) {
    return rows[document * COLUMNS + OWN_ID_BYTES] > 0;
  }

  /** The id that was made of the content; null when there is none. */
  public @Nullable String ownId(int document) {
    int length = rows[document * COLUMNS + OWN_ID_BYTES];
    int offset = start(document) + CREATE_WITH_ID.length;
    return length == 0 ? null : new String(json.array(), offset, length, StandardCharsets.US_ASCII);
  }

  /** The document's own line, without its newline. */
  public String source(int document) {
    byte[] lines = json.array();
    int line = start(document);
    while (lines[line++] != '\n') {}
    return new String(lines, line, end(document) - 1 - line, StandardCharsets.UTF_8);
  }

  /** Says which resource and scope the documents that follow belong to. */
  void context(int resourceStart, int resourceStop, int scopeStart, int scopeStop) {
    resource = resourceStart;
    resourceEnd = resourceStop;
    scope = scopeStart;
    scopeEnd = scopeStop;
  }

  /** As {@link #begin(Route)}, with an id that was made of the content. */
  JsonBuffer begin(Route route, byte[] id) {
    beginRow(route, id.length);
    return json.raw(CREATE_WITH_ID).raw(id).raw(ID_END);
  }

  /**
   * Begins a document and its action line, up to its members. They follow in the buffer returned,
   * then {@link #finish} or {@link #abandon}.
   */
  JsonBuffer begin(Route route) {
    beginRow(route, 0);
    return json.raw(CREATE);
  }

  private void beginRow(Route route, int idBytes) {
    if ((count + 1) * COLUMNS > rows.length) {
      rows = Arrays.copyOf(rows, rows.length * 2);
      routes = Arrays.copyOf(routes, routes.length * 2);
    }
    int row = count * COLUMNS;
    rows[row + START] = json.size();
    rows[row + OWN_ID_BYTES] = idBytes;
    rows[row + RESOURCE] = resource;
    rows[row + RESOURCE_END] = resourceEnd;
    rows[row + SCOPE] = scope;
    rows[row + SCOPE_END] = scopeEnd;
    rows[row + SOURCE] = sourceCount;
    routes[count] = route;
  }

  /** Adds an item to what the document is made from. */
  void source(int item, int itemEnd, int metric, int metricEnd) {
    int column = sourceCount++ * SOURCE_COLUMNS;
    if (column == sources.length) {
      sources = Arrays.copyOf(sources, sources.length * 2);
    }
    sources[column + ITEM] = item;
    sources[column + ITEM_END] = itemEnd;
    sources[column + METRIC] = metric;
    sources[column + METRIC_END] = metricEnd;
  }

  /** Adds the document that was begun. */
  void finish(int items) {
    int row = count * COLUMNS;
    rows[row + END] = json.size();
    rows[row + ITEMS] = items;
    rows[row + SOURCE_END] = sourceCount;
    count++;
  }

  /** Takes back the document that was begun. */
  void abandon() {
    json.truncate(rows[count * COLUMNS + START]);
    sourceCount = rows[count * COLUMNS + SOURCE];
  }

  /** Keeps only some documents, with the lines that they have, in their order. */
  public void retain(BitSet kept) {
    int target = 0;
    int size = 0;
    for (int document = kept.nextSetBit(0);
        document >= 0;
        document = kept.nextSetBit(document + 1)) {
      int start = start(document);
      int end = end(document);
      System.arraycopy(json.array(), start, json.array(), size, end - start);
      System.arraycopy(rows, document * COLUMNS, rows, target * COLUMNS, COLUMNS);
      rows[target * COLUMNS + START] = size;
      size += end - start;
      rows[target * COLUMNS + END] = size;
      routes[target] = routes[document];
      target++;
    }
    count = target;
    json.truncate(size);
  }

  /**
   * Takes the id out of a document whose index makes ids of its own, and notes that of the index.
   * The line becomes shorter: {@link #retain} closes the gap.
   */
  public void dropOwnId(int document) {
    int row = document * COLUMNS;
    assert rows[row + OWN_ID_BYTES] > 0 : "no id to drop: document=" + document;
    int dropped = CREATE_WITH_ID.length - CREATE.length + rows[row + OWN_ID_BYTES] + ID_END.length;
    System.arraycopy(
        json.array(), rows[row + START], json.array(), rows[row + START] + dropped, CREATE.length);
    rows[row + START] += dropped;
    rows[row + OWN_ID_BYTES] = 0;
    routes[document].refuseIds();
  }

  /** Writes the part of the export request that the document was made from. */
  public byte[] original(int document) {
    int row = document * COLUMNS;
    OriginalRequest original =
        new OriginalRequest(
            request,
            rows[row + RESOURCE],
            rows[row + RESOURCE_END],
            rows[row + SCOPE],
            rows[row + SCOPE_END]);
    for (int source = rows[row + SOURCE]; source < rows[row + SOURCE_END]; source++) {
      int column = source * SOURCE_COLUMNS;
      original.add(
          sources[column + ITEM],
          sources[column + ITEM_END],
          sources[column + METRIC],
          sources[column + METRIC_END]);
    }
    return original.bytes();
  }
}
