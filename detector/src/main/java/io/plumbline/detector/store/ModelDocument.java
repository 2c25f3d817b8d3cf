package io.plumbline.detector.store;

import io.plumbline.detector.features.Facet;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.model.Column;
import io.plumbline.detector.model.NoveltyKind;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.model.Typical;
import io.plumbline.detector.training.TrainedModel;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A model as documents: one for the whole, and one a service. */
final class ModelDocument {
  /** Counts up when what is stored changes so that an older reader would misread it. */
  private static final int FORMAT = 3;

  private ModelDocument() {}

  static String partId(String model, int index) {
    return model + ":" + index;
  }

  static void writeHead(
      ObjectNode head, TrainedModel model, List<String> names, @Nullable NoveltyKind forest) {
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
    names.forEach(services::add);
    head.put("forest", (forest == null ? NoveltyKind.OURS : forest).toString());
    ObjectNode state = head.putObject("state");
    ScopeDocument.write(state, model.scope());
  }

  static void writePart(
      ObjectNode part, TrainedModel model, String service, TrainedService trained) {
    part.put("@timestamp", model.created().toString()).put("kind", "service");
    part.put("model", model.id()).put("service", service);
    part.put("windows", trained.windows());
    writeTypical(part.putArray("typical"), trained.model());
    ObjectNode state = part.putObject("state");
    state.put("model", trained.model().state());
    ObjectNode facets = state.putObject("facets");
    trained.facets().forEach((facet, one) -> facets.put(facet.id(), one.state()));
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

  static void requireReadable(String id, JsonNode head) throws UnusableModelException {
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

  static ModelHead readHead(String id, JsonNode head) {
    TrainedModel blank =
        new TrainedModel(
            id,
            head.path("version").asLong(0),
            Instant.parse(head.path("@timestamp").asString("")),
            new WindowGrid(Duration.ofSeconds(head.path("window").path("seconds").asLong(0))),
            Instant.parse(head.path("training").path("from").asString("")),
            Instant.parse(head.path("training").path("to").asString("")),
            head.path("seed").asLong(0),
            ScopeDocument.read(head.path("state")),
            new TreeMap<>());
    List<String> services = new ArrayList<>();
    head.path("services").forEach(name -> services.add(name.asString()));
    String forest = head.path("forest").asString(NoveltyKind.OURS.toString());
    return new ModelHead(blank, services, NoveltyKind.valueOf(forest.toUpperCase(Locale.ROOT)));
  }

  static TrainedService readPart(TrainedModel blank, String name, JsonNode part)
      throws UnusableModelException {
    JsonNode source = part.path("_source");
    String state = source.path("state").path("model").asString("");
    if (!name.equals(source.path("service").asString(""))) {
      throw damaged(blank.id(), "the part of " + name + " is missing", null);
    }
    try {
      ServiceModel model = ServiceModel.restore(Feature.columns(blank.grid().length()), state);
      SortedMap<Facet, ServiceModel> facets = new TreeMap<>();
      for (Map.Entry<String, JsonNode> one : source.path("state").path("facets").properties()) {
        Facet facet = Facet.of(one.getKey());
        List<Column> columns = facet.kind().columns(blank.grid().length());
        facets.put(facet, ServiceModel.restore(columns, one.getValue().asString("")));
      }
      return new TrainedService(model, source.path("windows").asInt(0), facets);
    } catch (DataFormatException e) {
      throw damaged(blank.id(), "the part of " + name + ": " + e.getMessage(), e);
    }
  }

  static UnusableModelException damaged(String id, String what, @Nullable Exception cause) {
    String message =
        "Model " + id + " is damaged, " + what + ": run 'detector train' for a new one";
    return cause == null
        ? new UnusableModelException(message)
        : new UnusableModelException(message, cause);
  }
}
