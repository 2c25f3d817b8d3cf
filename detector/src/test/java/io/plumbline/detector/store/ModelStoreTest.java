package io.plumbline.detector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.detector.features.Feature;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.Scope;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.telemetry.TestNode;
import io.plumbline.detector.training.Trained;
import io.plumbline.detector.training.TrainedModel;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Several models on a real node: which are kept, which can be used. */
class ModelStoreTest {
  private static final Instant START = Instant.parse("2026-05-05T10:00:00Z");
  private static final Instant NOW = START.plusSeconds(3600);
  private static final WindowGrid GRID = new WindowGrid(Duration.ofSeconds(60));

  private ElasticsearchConnection connection = ElasticsearchConnection.open("http://localhost:1");
  private ModelStore models = new ModelStore(new Documents(connection));

  @BeforeEach
  void prepare() throws IOException, InterruptedException {
    connection.close();
    connection = TestNode.connect();
    models = new ModelStore(new Documents(connection));
    TestNode.forgetDetectors(connection);
  }

  @AfterEach
  void close() throws IOException {
    connection.close();
  }

  private static TrainedModel model() {
    SplittableRandom random = new SplittableRandom(1);
    List<FeatureRow> rows = new ArrayList<>();
    for (Window window : GRID.between(START, NOW)) {
      double[] values = random.doubles(Feature.all().size()).toArray();
      rows.add(new FeatureRow("one", window, values));
    }
    TrainedModel blank =
        new TrainedModel("test", 1, NOW, GRID, START, NOW, 42, Scope.SERVICES, new TreeMap<>());
    return Trained.of(blank, rows);
  }

  @Test
  void save_manyModels_keepsTheLastTen() throws IOException, UnusableModelException {
    TrainedModel first = model();
    Trained.save(models, first);
    for (int version = 2; version <= 12; version++) {
      assertThat(models.nextVersion()).isEqualTo(version);
      Trained.save(models, copy(first, version));
    }
    models.use("4", NOW);

    assertThat(models.list())
        .extracting(StoredModel::version)
        .containsExactly(12L, 11L, 10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L);
    assertThat(models.loadCurrent().version()).isEqualTo(4);
    assertThat(models.nextVersion()).isEqualTo(13);
    assertThat(documentsStored()).isEqualTo(10 * (1 + first.services().size()) + 1);
  }

  @Test
  void load_moreServicesThanAreReadAtOnce_findsEachInItsPart()
      throws IOException, UnusableModelException {
    TrainedModel model = model();
    TrainedService only = model.services().values().iterator().next();
    SortedMap<String, TrainedService> many = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      many.put("service-" + i, new TrainedService(only.model(), i, only.facets()));
    }
    Trained.save(models, model.withServices(many));

    SortedMap<String, TrainedService> loaded = models.loadCurrent().services();

    assertThat(loaded.keySet()).isEqualTo(many.keySet());
    loaded.forEach((name, one) -> assertThat("service-" + one.windows()).isEqualTo(name));
  }

  @Test
  void draft_dropped_leavesNothingAndTheModelInUse() throws IOException, UnusableModelException {
    Trained.save(models, model());
    long before = documentsStored();
    ModelDraft draft = models.draft(copy(model(), 2));
    draft.add(model().services());

    draft.drop();

    assertThat(documentsStored()).isEqualTo(before);
    assertThat(models.currentHead().blank().version()).isEqualTo(1);
  }

  private static TrainedModel copy(TrainedModel model, long version) {
    return new TrainedModel(
        Long.toString(version),
        version,
        model.created().plusSeconds(version),
        model.grid(),
        model.from(),
        model.to(),
        model.seed(),
        model.scope(),
        model.services());
  }

  @Test
  void list_damagedOrNewerModel_saysSoAndUseRefuses() throws IOException {
    Trained.save(models, model());
    ObjectNode head = (ObjectNode) source("test");
    head.put("format", 99).put("model", "newer").put("version", 3);
    put("newer", head);
    put("newer:0", source("test:0"));
    head.put("model", "part").put("version", 2);
    head.set("format", source("test").path("format"));
    put("part", head);

    assertThat(models.list())
        .extracting(StoredModel::problem)
        .satisfiesExactly(
            problem -> assertThat(problem).contains("written by a newer version (format 99"),
            problem -> assertThat(problem).contains("is damaged, the part of one is missing"),
            problem -> assertThat(problem).isNull());
    assertThatThrownBy(() -> models.use("newer", NOW))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("update the detector, or run 'detector train'");
    assertThatThrownBy(() -> models.use("part", NOW)).isInstanceOf(UnusableModelException.class);
    assertThatThrownBy(() -> models.use("none", NOW)).hasMessageContaining("is not stored");
    assertThat(models.currentId()).isEqualTo("test");
  }

  private JsonNode source(String id) throws IOException {
    return connection
        .send("GET", "/models-plumbline/_doc/" + id, null)
        .orThrow("Reading")
        .path("_source");
  }

  private void put(String id, JsonNode document) throws IOException {
    connection.send("PUT", "/models-plumbline/_doc/" + id, document.toString()).orThrow("Storing");
  }

  private long documentsStored() throws IOException {
    return connection
        .send("GET", "/models-plumbline/_count", null)
        .orThrow("Counting")
        .path("count")
        .asLong();
  }
}
