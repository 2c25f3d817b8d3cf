package io.plumbline.detector.cli;

import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.FeatureSearch;
import io.plumbline.detector.features.MetricSource;
import io.plumbline.detector.features.Scope;
import io.plumbline.detector.features.ScopeSearch;
import io.plumbline.detector.logs.LogKnowledge;
import io.plumbline.detector.logs.LogSearch;
import io.plumbline.detector.logs.LogWatch;
import io.plumbline.detector.model.NoveltyKind;
import io.plumbline.detector.model.ServiceModel;
import io.plumbline.detector.search.Search;
import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.ModelDraft;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.store.TemplateStore;
import io.plumbline.detector.training.Sanity;
import io.plumbline.detector.training.TrainedModel;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import io.plumbline.detector.training.Trainer;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Collects, trains, stores, and tells what came of it. */
final class Training {
  /** Some 20 MB with their facets; of a fortnight of minutes a service has twice as many. */
  private static final long ROWS_AT_ONCE = 10_000;

  private final ElasticsearchConnection connection;
  private final InstantSource clock;
  private final Console console;
  private final List<MetricSource> metrics;

  Training(
      ElasticsearchConnection connection,
      InstantSource clock,
      Console console,
      List<MetricSource> metrics) {
    this.connection = connection;
    this.clock = clock;
    this.console = console;
    this.metrics = metrics;
  }

  /**
   * What was learned and is not in use yet.
   *
   * @param blank the model without its services, which are in the draft
   * @param services with the count of windows that each was trained on
   * @param sanity has looked at what it was learned from
   * @param tooShort services that were left out, with their count of windows
   */
  record Learned(
      TrainedModel blank,
      ModelDraft draft,
      SortedMap<String, Integer> services,
      LogKnowledge logs,
      Sanity sanity,
      Map<String, Integer> tooShort) {}

  /**
   * Learns, puts the new model in use, and tells.
   *
   * @return the model without its services
   */
  TrainedModel run(RangeOptions.Range range, ModelOptions options, boolean json)
      throws IOException, CommandFailedException {
    new Documents(connection).prepare();
    Learned learned = learn(range, options.seed(), options.forest(), UnaryOperator.identity());
    save(learned);
    tell(learned, json);
    return learned.blank;
  }

  /** Puts a new model in use. */
  void save(Learned learned) throws IOException {
    TrainedModel model = learned.blank;
    new TemplateStore(new Documents(connection), model.grid())
        .save(model.id(), learned.logs, model.created());
    learned.draft.finish();
  }

  /**
   * Collects and trains.
   *
   * @param selected which rows are learned from
   */
  Learned learn(
      RangeOptions.Range range,
      long seed,
      NoveltyKind forest,
      UnaryOperator<List<FeatureRow>> selected)
      throws IOException, CommandFailedException {
    Search search = new Search(connection);
    ScopeSearch scopes = new ScopeSearch(search);
    Scope scope = scopes.learn(range.from(), range.to(), metrics);
    List<String> services = List.copyOf(scopes.services(range.from(), range.to()));
    if (services.isEmpty()) {
      throw RowReader.nothing(range);
    }
    Instant now = clock.instant();
    ModelStore models = new ModelStore(new Documents(connection));
    TrainedModel blank =
        new TrainedModel(
            now.toString(),
            models.nextVersion(),
            now,
            range.grid(),
            range.from(),
            range.to(),
            seed,
            scope,
            new TreeMap<>());
    Trainer trainer = new Trainer(blank, forest);
    Sanity sanity = new Sanity();
    ModelDraft draft = models.draft(blank);
    SortedMap<String, Integer> windows = new TreeMap<>();
    FeatureSearch features = new FeatureSearch(search, range.grid(), scope);
    for (List<String> some : groups(services, range)) {
      List<FeatureRow> rows =
          selected.apply(
              RowReader.readAny(
                  features.onlyOf(Set.copyOf(some)), range, console, task(some, services)));
      SortedMap<String, TrainedService> trained = trainer.train(rows);
      sanity.look(trained, rows);
      draft.add(trained);
      trained.forEach((service, one) -> windows.put(service, one.windows()));
    }
    draft.add(trainer.lend());
    if (windows.isEmpty()) {
      throw new CommandFailedException(
          "No service has the "
              + ServiceModel.ROWS_MIN
              + " windows that a model needs from "
              + range
              + " (windows by service: "
              + new TreeMap<>(trainer.tooShort())
              + "): take a longer --last or a shorter --window");
    }
    LogKnowledge logs = learnLogs(search, range, windows.keySet());
    return new Learned(blank, draft, windows, logs, sanity, trainer.tooShort());
  }

  /** The services in groups whose rows fit into memory. */
  private static List<List<String>> groups(List<String> services, RangeOptions.Range range) {
    long windows = Duration.between(range.from(), range.to()).dividedBy(range.grid().length());
    int size = Math.clamp(ROWS_AT_ONCE / Math.max(1, windows), 1, services.size());
    List<List<String>> groups = new ArrayList<>();
    for (int i = 0; i < services.size(); i += size) {
      groups.add(services.subList(i, Math.min(services.size(), i + size)));
    }
    return groups;
  }

  private static String task(List<String> some, List<String> services) {
    return some.size() == services.size()
        ? "Training " + services.size() + " services"
        : "Training %d of %d services, from %s"
            .formatted(some.size(), services.size(), some.getFirst());
  }

  /** What error and warning logs there usually are. */
  private LogKnowledge learnLogs(Search search, RangeOptions.Range range, Set<String> services)
      throws IOException {
    LogWatch logs = new LogWatch(range.grid().length(), LogKnowledge.NONE);
    AtomicReference<Instant> last = new AtomicReference<>(range.from());
    boolean whole =
        new LogSearch(search)
            .read(
                range.from(),
                range.to(),
                line -> {
                  logs.add(line);
                  last.set(line.time());
                });
    logs.learn(range.from(), whole ? range.to() : last.get(), services);
    if (!whole) {
      console.note(
          "There are more than "
              + LogSearch.LINES_MAX
              + " error and warning logs; what is usual was learned from those up to "
              + last.get());
    }
    return logs.knowledge();
  }

  private void tell(Learned learned, boolean json) {
    TrainedModel model = learned.blank;
    if (json) {
      console.print(toJson(learned).toString());
      return;
    }
    console.print(
        "Model "
            + model.id()
            + " (version "
            + model.version()
            + ") is in use: windows of "
            + model.grid().seconds()
            + " s from "
            + model.from()
            + " to "
            + model.to());
    learned.services.forEach(
        (name, windows) -> console.print("  " + name + ": " + windows + " windows"));
    model
        .topology()
        .graph()
        .edges()
        .forEach((caller, called) -> console.print("  " + caller + " calls " + called));
    learned.tooShort.forEach((name, windows) ->
        console.note("Left out " + name + ": it has only " + windows + " windows with telemetry"));
  }

  private ObjectNode toJson(Learned learned) {
    TrainedModel model = learned.blank;
    ObjectNode node = connection.json().createObjectNode();
    node.put("model", model.id()).put("version", model.version());
    node.put("window_seconds", model.grid().seconds()).put("seed", model.seed());
    node.put("from", model.from().toString()).put("to", model.to().toString());
    ObjectNode services = node.putObject("services");
    learned.services.forEach(services::put);
    ObjectNode edges = node.putObject("calls");
    model
        .topology()
        .graph()
        .edges()
        .forEach((caller, called) -> {
          ArrayNode list = edges.putArray(caller);
          called.forEach(list::add);
        });
    return node;
  }
}
