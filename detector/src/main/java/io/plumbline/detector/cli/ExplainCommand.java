package io.plumbline.detector.cli;

import io.plumbline.detector.explain.ServiceReader;
import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.LiveRows;
import io.plumbline.detector.features.Window;
import io.plumbline.detector.features.WindowGrid;
import io.plumbline.detector.model.Reading;
import io.plumbline.detector.model.WindowReader;
import io.plumbline.detector.search.Search;
import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.training.TrainedModel;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code detector explain}. */
@Command(
    name = "explain",
    description = {
      "Says what the model in use thinks of a service in the window that has a time in it, and"
          + " why.",
      "Reads the telemetry anew and scores it as the monitor does. Windows are as long as the"
          + " model's. A score of 100 is once in ten billion normal windows."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  detector explain service-b 2026-01-31T08:00:00Z",
      "  detector explain service-b 2026-01-31T08:00:00+01:00 --json | jq .features"
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private final StoreOptions store = new StoreOptions();

  @Parameters(index = "0", paramLabel = "SERVICE", description = "The service's name")
  private String service = "";

  @Parameters(index = "1", paramLabel = "TIME", description = "Such as 2026-01-31T08:00:00Z")
  private Instant time = Instant.EPOCH;

  @Option(names = "--json", description = "Print a JSON object instead of a table")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;
  private final InstantSource clock;

  ExplainCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    try (ElasticsearchConnection connection = store.connect()) {
      TrainedModel model = new ModelStore(new Documents(connection)).loadCurrent();
      TrainedService trained = model.services().get(service);
      if (trained == null) {
        throw new CommandFailedException(
            "The model in use does not know "
                + service
                + ", only "
                + String.join(", ", model.services().keySet())
                + ": run 'detector train' again if it is new");
      }
      Window window = model.grid().containing(time);
      if (window.end().isAfter(clock.instant())) {
        throw new CommandFailedException(
            "The window of " + model.grid().seconds() + " s with " + time + " is not over yet");
      }
      Explanation explanation = explain(connection, model, trained, window);
      if (json) {
        ObjectNode node = connection.json().createObjectNode();
        explanation.write(node);
        console.print(node.toString());
      } else {
        explanation.lines().forEach(console::print);
      }
    }
    return 0;
  }

  /** As the monitor scores it that begins there: the windows before say what just changed. */
  private Explanation explain(
      ElasticsearchConnection connection, TrainedModel model, TrainedService trained, Window window)
      throws IOException, CommandFailedException {
    WindowGrid grid = model.grid();
    Instant from = window.start().minus(grid.length().multipliedBy(WindowReader.REACH));
    LiveRows live = new LiveRows(new Search(connection), grid, model.scope());
    List<FeatureRow> rows =
        new ArrayList<>(live.rows(from, window.end(), model.services().keySet()));
    if (rows.stream().allMatch(FeatureRow::isSilent)) {
      throw new CommandFailedException(
          "There is no telemetry of any service from " + from + " to " + window.end());
    }
    rows.removeIf(row -> !row.service().equals(service));
    FeatureRow last = rows.removeLast();
    ServiceReader reader = new ServiceReader(trained.model(), trained.facets());
    rows.forEach(reader::pass);
    Reading reading = reader.readWhole(last);
    return new Explanation(model, reading, reader.read(last, reading));
  }
}
