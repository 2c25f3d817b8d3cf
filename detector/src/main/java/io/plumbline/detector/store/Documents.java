package io.plumbline.detector.store;

import io.plumbline.elk.ElasticsearchConnection;
import io.plumbline.elk.JsonAnswer;
import io.plumbline.elk.template.InstallOptions;
import io.plumbline.elk.template.TemplateInstaller;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes single documents and bulks of them. */
public final class Documents {
  /** How often a change is tried again that met another of the same document. */
  private static final int CONFLICTS_MAX = 5;

  private static final String NO_INDEX = "index_not_found_exception";

  private final ElasticsearchConnection connection;

  public Documents(ElasticsearchConnection connection) {
    this.connection = connection;
  }

  /**
   * Makes sure that the indices the detector writes have their templates; a store that has them is
   * left as it is.
   */
  public void prepare() throws IOException {
    prepare(ModelStore.INDEX);
  }

  /** The same, told by an index that a store of an older version may lack. */
  void prepare(String index) throws IOException {
    if (connection.send("GET", "/" + index + "/_settings", null).status() == 404) {
      new TemplateInstaller(connection, InstallOptions.DEFAULT).install();
    }
  }

  ObjectNode object() {
    return connection.json().createObjectNode();
  }

  /** A document with {@code _source}, {@code _seq_no} and {@code _primary_term}; null if none. */
  @Nullable JsonNode get(String index, String id) throws IOException {
    JsonAnswer answer = connection.send("GET", "/" + index + "/_doc/" + id, null);
    if (answer.status() == 404) {
      return null;
    }
    return answer.orThrow("Reading " + id + " of " + index);
  }

  /** Documents by id, in that order; those that are missing have {@code found: false}. */
  JsonNode getAll(String index, Iterable<String> ids) throws IOException {
    ObjectNode body = object();
    var list = body.putArray("ids");
    ids.forEach(list::add);
    JsonNode found =
        connection
            .send("POST", "/" + index + "/_mget", body.toString())
            .orThrow("Reading from " + index)
            .path("docs");
    for (JsonNode document : found) {
      JsonNode error = document.path("error");
      // Asked of an index that is not there, there is no document either.
      if (!error.isMissingNode() && !error.path("type").asString("").equals(NO_INDEX)) {
        throw new IOException(
            "Reading from " + index + ": " + error.path("reason").asString("no reason given"));
      }
    }
    return found;
  }

  JsonAnswer send(String method, String path, @Nullable String body) throws IOException {
    return connection.send(method, path, body);
  }

  Bulk bulk() {
    return new Bulk();
  }

  /** A bulk request in the making. */
  final class Bulk {
    private final StringBuilder lines = new StringBuilder();

    private Bulk() {}

    /** Adds a document that must not exist yet; one that does is left as it is. */
    void create(String index, String id, JsonNode document) {
      add("create", index, id, document);
    }

    /** Adds a document, in place of the one with the same id. */
    void index(String index, String id, JsonNode document) {
      add("index", index, id, document);
    }

    /** Adds a change to fields of a document. */
    void update(String index, String id, JsonNode fields) {
      ObjectNode change = object();
      change.set("doc", fields);
      add("update", index, id, change);
    }

    /** Adds a document, or these fields of it to the one with the same id, which keeps others. */
    void merge(String index, String id, JsonNode fields) {
      ObjectNode change = object();
      change.set("doc", fields);
      change.put("doc_as_upsert", true);
      add("update", index, id, change);
    }

    /** Removes a document; one that is not there is no error. */
    void delete(String index, String id) {
      ObjectNode head = object();
      head.putObject("delete").put("_index", index).put("_id", id);
      lines.append(head).append('\n');
    }

    private void add(String action, String index, String id, JsonNode document) {
      ObjectNode head = object();
      ObjectNode target = head.putObject(action).put("_index", index).put("_id", id);
      if (action.equals("update")) {
        target.put("retry_on_conflict", CONFLICTS_MAX);
      }
      lines.append(head).append('\n').append(document).append('\n');
    }

    /**
     * Sends what was added.
     *
     * @return count of documents that were not there before
     * @throws IOException when one was refused for another reason than that it is there already
     */
    int send(boolean refresh) throws IOException {
      if (lines.isEmpty()) {
        return 0;
      }
      JsonNode answer =
          connection
              .send("POST", "/_bulk?refresh=" + refresh, lines.toString())
              .orThrow("Writing to Elasticsearch");
      int created = 0;
      for (JsonNode item : answer.path("items")) {
        for (JsonNode result : item) {
          int status = result.path("status").asInt();
          boolean done =
              status < 300
                  || (status == 409 && item.has("create"))
                  || (status == 404 && item.has("delete"));
          if (!done) {
            throw new IOException(
                "Elasticsearch refused document "
                    + result.path("_id").asString("")
                    + " of "
                    + result.path("_index").asString("")
                    + ": "
                    + result.path("error").path("reason").asString("status " + status));
          }
          created += status == 201 ? 1 : 0;
        }
      }
      return created;
    }
  }
}
