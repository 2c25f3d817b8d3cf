package io.plumbline.detector.store;

import io.plumbline.detector.training.TrainedModel;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps models: one document a service, then one for the whole, last the document {@code current}
 * that names the one in use. So a model is in use only once all of it is stored.
 */
public final class ModelStore {
  static final String INDEX = "models-plumbline";

  private static final String CURRENT = "current";

  /** How many models are kept to go back to. */
  private static final int KEPT = 10;

  /** As many documents as a search gives; what is left is removed the next time. */
  private static final int REMOVED_MAX = 10_000;

  /** Parts of a model, each up to half a megabyte. */
  private static final int PARTS_AT_ONCE = 16;

  private final Documents documents;

  public ModelStore(Documents documents) {
    this.documents = documents;
  }

  /** The id of the model in use; null when there is none. */
  public @Nullable String currentId() throws IOException {
    JsonNode current = documents.get(INDEX, CURRENT);
    return current == null ? null : current.path("_source").path("model").asString();
  }

  /** The version that the next model gets: the one in use need not be the latest. */
  public long nextVersion() throws IOException {
    long last = 0;
    for (JsonNode head : heads()) {
      last = Math.max(last, head.path("_source").path("version").asLong(0));
    }
    JsonNode current = documents.get(INDEX, CURRENT);
    return Math.max(last, current == null ? 0 : current.path("_source").path("version").asLong(0))
        + 1;
  }

  /**
   * The model of an id, of a version, or of the only id that begins so.
   *
   * @throws UnusableModelException when there is none or several
   */
  public StoredModel find(String text) throws IOException, UnusableModelException {
    String current = currentId();
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode hit : heads()) {
      String id = hit.path("_id").asString("");
      if (id.equals(text) || hit.path("_source").path("version").asString("").equals(text)) {
        return stored(hit, current);
      }
      if (id.startsWith(text)) {
        found.add(hit);
      }
    }
    if (found.size() != 1) {
      throw new UnusableModelException(
          (found.isEmpty() ? "There is no model " : "Several models begin with ")
              + text
              + ": 'detector models' lists those that are stored");
    }
    return stored(found.getFirst(), current);
  }

  /** The models stored, the latest first, each read to see whether it can be used. */
  public List<StoredModel> list() throws IOException {
    String current = currentId();
    List<StoredModel> models = new ArrayList<>();
    for (JsonNode hit : heads()) {
      models.add(stored(hit, current));
    }
    return models;
  }

  private StoredModel stored(JsonNode hit, @Nullable String current) throws IOException {
    String id = hit.path("_id").asString("");
    String problem = null;
    try {
      load(id);
    } catch (UnusableModelException e) {
      problem = e.getMessage();
    }
    return StoredModel.of(id, hit.path("_source"), id.equals(current), problem);
  }

  /** The documents of whole models, the latest first. */
  private List<JsonNode> heads() throws IOException {
    JsonNode answer =
        search(
            """
            {"size": 1000, "query": {"term": {"kind": "model"}},
             "sort": [{"version": {"order": "desc", "unmapped_type": "long"}}]}
            """);
    List<JsonNode> heads = new ArrayList<>();
    answer.forEach(heads::add);
    return heads;
  }

  private JsonNode search(String query) throws IOException {
    int status = documents.send("POST", "/" + INDEX + "/_refresh", null).status();
    if (status == 404) {
      return documents.object();
    }
    return documents
        .send("POST", "/" + INDEX + "/_search", query)
        .orThrow("Searching models")
        .path("hits")
        .path("hits");
  }

  /**
   * Puts a stored model in use.
   *
   * @throws UnusableModelException when it cannot be used; then the one in use stays
   */
  public TrainedModel use(String id, Instant now) throws IOException, UnusableModelException {
    TrainedModel model = load(id);
    setCurrent(model, now);
    return model;
  }

  private void setCurrent(TrainedModel model, Instant now) throws IOException {
    Documents.Bulk use = documents.bulk();
    ObjectNode current = documents.object();
    current.put("@timestamp", now.toString()).put("kind", CURRENT);
    current.put("model", model.id()).put("version", model.version());
    use.index(INDEX, CURRENT, current);
    use.send(true);
  }

  /**
   * Removes what was trained before the {@value #KEPT} latest models, unless it is in use, with
   * what is kept beside it; parts without a whole, too.
   */
  private void removeOld() throws IOException {
    List<JsonNode> heads = heads();
    if (heads.size() <= KEPT) {
      return;
    }
    ObjectNode query = documents.object();
    query.put("size", REMOVED_MAX).put("_source", false);
    ObjectNode bool = query.putObject("query").putObject("bool");
    ArrayNode filter = bool.putArray("filter");
    filter.addObject().putObject("terms").putArray("kind").add("model").add("service");
    String oldestKept = heads.get(KEPT - 1).path("_source").path("@timestamp").asString("");
    filter.addObject().putObject("range").putObject("@timestamp").put("lt", oldestKept);
    ArrayNode kept = bool.putObject("must_not").putObject("terms").putArray("model");
    String current = currentId();
    kept.add(current);
    heads.subList(0, KEPT).forEach(head -> kept.add(head.path("_id").asString("")));
    Documents.Bulk removed = documents.bulk();
    search(query.toString()).forEach(hit -> removed.delete(INDEX, hit.path("_id").asString("")));
    for (JsonNode head : heads.subList(KEPT, heads.size())) {
      String id = head.path("_id").asString("");
      if (!id.equals(current)) {
        long seconds = head.path("_source").path("window").path("seconds").asLong(0);
        removed.delete(TemplateStore.INDEX, TemplateStore.id(seconds, id));
      }
    }
    removed.send(true);
  }

  /** A model to be stored, without services yet. */
  public ModelDraft draft(TrainedModel blank) {
    return new ModelDraft(this, documents, blank);
  }

  void finished(TrainedModel model) throws IOException {
    setCurrent(model, model.created());
    removeOld();
  }

  /**
   * The model in use.
   *
   * @throws UnusableModelException when there is none, or it cannot be used
   */
  public TrainedModel loadCurrent() throws IOException, UnusableModelException {
    return load(requireCurrent());
  }

  private String requireCurrent() throws IOException, UnusableModelException {
    String id = currentId();
    if (id == null) {
      throw new UnusableModelException("There is no model yet: run 'detector train' first");
    }
    return id;
  }

  /**
   * What the model in use says of itself.
   *
   * @throws UnusableModelException when there is none, or it cannot be read
   */
  public ModelHead currentHead() throws IOException, UnusableModelException {
    return head(requireCurrent());
  }

  private ModelHead head(String id) throws IOException, UnusableModelException {
    JsonNode document = documents.getAll(INDEX, List.of(id)).path(0);
    if (!document.path("found").asBoolean(false)) {
      throw new UnusableModelException(
          "Model " + id + " is not stored (any more): run 'detector train' for a new one");
    }
    JsonNode source = document.path("_source");
    ModelDocument.requireReadable(id, source);
    try {
      return ModelDocument.readHead(id, source);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw ModelDocument.damaged(id, "its description cannot be read", e);
    }
  }

  /**
   * A stored model.
   *
   * @throws UnusableModelException when there is none of that id, or it cannot be used
   */
  public TrainedModel load(String id) throws IOException, UnusableModelException {
    ModelHead head = head(id);
    List<String> names = head.services();
    Map<String, TrainedService> services = new TreeMap<>();
    for (int start = 0; start < names.size(); start += PARTS_AT_ONCE) {
      List<String> some = names.subList(start, Math.min(names.size(), start + PARTS_AT_ONCE));
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < some.size(); i++) {
        ids.add(ModelDocument.partId(id, start + i));
      }
      int index = 0;
      for (JsonNode part : documents.getAll(INDEX, ids)) {
        String name = some.get(index++);
        services.put(name, ModelDocument.readPart(head.blank(), name, part));
      }
    }
    return head.blank().withServices(services);
  }
}
