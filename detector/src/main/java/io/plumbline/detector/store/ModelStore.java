package io.plumbline.detector.store;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.graph.Peer;
import io.plumbline.detector.graph.ServiceGraph;
import io.plumbline.detector.graph.Topology;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.model.Typical;
import io.plumbline.detector.training.TrainedModel;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
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

  /** Counts up when what is stored changes so that an older reader would misread it. */
  private static final int FORMAT = 2;

  private static final String CURRENT = "current";

  private final Documents documents;

  public ModelStore(Documents documents) {
    this.documents = documents;
  }

  /** The id of the model in use; null when there is none. */
  public @Nullable String currentId() throws IOException {
    JsonNode current = documents.get(INDEX, CURRENT);
    return current == null ? null : current.path("_source").path("model").asString();
  }

  /** The version that the next model gets. */
  public long nextVersion() throws IOException {
    JsonNode current = documents.get(INDEX, CURRENT);
    return current == null ? 1 : current.path("_source").path("version").asLong(0) + 1;
  }

  /** Stores a model and puts it in use. */
  public void save(TrainedModel model) throws IOException {
    Documents.Bulk parts = documents.bulk();
    int index = 0;
    for (Map.Entry<String, TrainedService> service : model.services().entrySet()) {
      ObjectNode part = documents.object();
      part.put("@timestamp", model.created().toString()).put("kind", "service");
      part.put("model", model.id()).put("service", service.getKey());
      part.put("windows", service.getValue().windows());
      writeTypical(part.putArray("typical"), service.getValue().model());
      part.putObject("state").put("model", service.getValue().model().state());
      parts.index(INDEX, partId(model.id(), index++), part);
    }
    parts.send(false);

    Documents.Bulk whole = documents.bulk();
    ObjectNode head = documents.object();
    writeHead(head, model);
    whole.index(INDEX, model.id(), head);
    whole.send(false);

    Documents.Bulk use = documents.bulk();
    ObjectNode current = documents.object();
    current.put("@timestamp", model.created().toString()).put("kind", CURRENT);
    current.put("model", model.id()).put("version", model.version());
    use.index(INDEX, CURRENT, current);
    use.send(true);
  }

  private static String partId(String model, int index) {
    return model + ":" + index;
  }

  private static void writeHead(ObjectNode head, TrainedModel model) {
    head.put("@timestamp", model.created().toString()).put("kind", "model");
    head.put("model", model.id()).put("format", FORMAT).put("version", model.version());
    head.putObject("window").put("seconds", model.grid().seconds());
    head.putObject("training")
        .put("from", model.from().toString())
        .put("to", model.to().toString());
    head.put("seed", model.seed());
    ArrayNode features = head.putArray("features");
    Feature.all().forEach(feature -> features.add(feature.id()));
    ArrayNode services = head.putArray("services");
    model.services().keySet().forEach(services::add);
    ObjectNode state = head.putObject("state");
    ObjectNode edges = state.putObject("edges");
    model
        .topology()
        .graph()
        .edges()
        .forEach((caller, callees) -> {
          ArrayNode called = edges.putArray(caller);
          callees.forEach(called::add);
        });
    ArrayNode external = state.putArray("external");
    for (Peer peer : model.topology().external()) {
      external
          .addObject()
          .put("caller", peer.caller())
          .put("address", peer.address())
          .put("port", peer.port());
    }
  }

  private static void writeTypical(ArrayNode list, ServiceModel model) {
    for (Feature feature : Feature.all()) {
      Typical typical = model.typical(feature.column());
      ObjectNode node = list.addObject().put("name", feature.id());
      AnomalyDocument.put(node, "low", typical.low());
      AnomalyDocument.put(node, "median", typical.median());
      AnomalyDocument.put(node, "high", typical.high());
    }
  }

  /**
   * The model in use.
   *
   * @throws UnusableModelException when there is none, or it cannot be used
   */
  public TrainedModel loadCurrent() throws IOException, UnusableModelException {
    String id = currentId();
    if (id == null) {
      throw new UnusableModelException("There is no model yet: run 'detector train' first");
    }
    JsonNode document = documents.get(INDEX, id);
    if (document == null) {
      throw new UnusableModelException(
          "Model " + id + " is in use but not stored: run 'detector train' for a new one");
    }
    JsonNode head = document.path("_source");
    requireReadable(id, head);
    try {
      return read(id, head);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw damaged(id, "its description cannot be read", e);
    }
  }

  private static void requireReadable(String id, JsonNode head) throws UnusableModelException {
    int format = head.path("format").asInt(0);
    if (format > FORMAT) {
      throw new UnusableModelException(
          "Model "
              + id
              + " was written by a newer version (format "
              + format
              + ", this one reads "
              + FORMAT
              + "): update the detector, or run 'detector train' for a new model");
    }
    List<String> features = new ArrayList<>();
    head.path("features").forEach(feature -> features.add(feature.asString()));
    if (format < FORMAT) {
      throw new UnusableModelException(
          "Model " + id + " was written by an older version: run 'detector train' for a new one");
    }
    if (!features.equals(Feature.all().stream().map(Feature::id).toList())) {
      throw new UnusableModelException(
          "Model "
              + id
              + " has other features than this version: run 'detector train' for a new one");
    }
  }

  private TrainedModel read(String id, JsonNode head) throws IOException, UnusableModelException {
    TrainedModel blank =
        new TrainedModel(
            id,
            head.path("version").asLong(0),
            Instant.parse(head.path("@timestamp").asString("")),
            new WindowGrid(Duration.ofSeconds(head.path("window").path("seconds").asLong(0))),
            Instant.parse(head.path("training").path("from").asString("")),
            Instant.parse(head.path("training").path("to").asString("")),
            head.path("seed").asLong(0),
            topology(head.path("state")),
            new TreeMap<>());
    List<String> names = new ArrayList<>();
    head.path("services").forEach(name -> names.add(name.asString()));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ids.add(partId(id, i));
    }
    Map<String, TrainedService> services = new TreeMap<>();
    int index = 0;
    JsonNode parts = ids.isEmpty() ? documents.object() : documents.getAll(INDEX, ids);
    for (JsonNode part : parts) {
      String name = names.get(index++);
      services.put(name, service(blank, name, part));
    }
    return blank.withServices(services);
  }

  private static TrainedService service(TrainedModel blank, String name, JsonNode part)
      throws UnusableModelException {
    JsonNode source = part.path("_source");
    String state = source.path("state").path("model").asString("");
    if (!name.equals(source.path("service").asString(""))) {
      throw damaged(blank.id(), "the part of " + name + " is missing", null);
    }
    try {
      ServiceModel model = ServiceModel.restore(Feature.columns(blank.grid().length()), state);
      return new TrainedService(model, source.path("windows").asInt(0));
    } catch (DataFormatException e) {
      throw damaged(blank.id(), "the part of " + name + ": " + e.getMessage(), e);
    }
  }

  private static UnusableModelException damaged(String id, String what, @Nullable Exception cause) {
    String message =
        "Model " + id + " is damaged, " + what + ": run 'detector train' for a new one";
    return cause == null
        ? new UnusableModelException(message)
        : new UnusableModelException(message, cause);
  }

  private static Topology topology(JsonNode state) {
    Map<String, List<String>> edges = new TreeMap<>();
    state
        .path("edges")
        .properties()
        .forEach(edge -> {
          List<String> callees = new ArrayList<>();
          edge.getValue().forEach(callee -> callees.add(callee.asString()));
          edges.put(edge.getKey(), callees);
        });
    Set<Peer> external = new HashSet<>();
    for (JsonNode peer : state.path("external")) {
      external.add(
          new Peer(
              peer.path("caller").asString(""),
              peer.path("address").asString(""),
              peer.path("port").asLong(0)));
    }
    return new Topology(new ServiceGraph(edges), external);
  }
}
