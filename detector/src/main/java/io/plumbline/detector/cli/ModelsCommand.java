package io.plumbline.detector.cli;

import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.store.StoredModel;
import io.plumbline.detector.store.UnusableModelException;
import io.plumbline.detector.training.TrainedModel;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code detector models}. */
@Command(
    name = "models",
    description = {
      "Lists the trained models, shows one, or puts one in use.",
      "The last ten are kept, and the one in use. A running monitor takes up what is put in use by"
          + " itself."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  detector models                     which there are; * marks the one in use",
      "  detector models show 3              what version 3 takes for normal",
      "  detector models use 2               back to version 2"
    })
final class ModelsCommand implements Callable<Integer> {
  private static final String ID = "The model: its version, its id or how only that one begins";

  @Mixin private final StoreOptions store = new StoreOptions();

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print JSON, a line a model, instead of text")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;
  private final InstantSource clock;

  ModelsCommand(InstantSource clock) {
    this.clock = clock;
  }

  /** What is to be done with the store. */
  private interface Work {
    void on(ModelStore models, Console console)
        throws IOException, UnusableModelException, CommandFailedException;
  }

  private int with(Work work) throws Exception {
    Console console = Console.of(spec);
    try (ElasticsearchConnection connection = store.connect()) {
      work.on(new ModelStore(new Documents(connection)), console);
    }
    return 0;
  }

  @Override
  public Integer call() throws Exception {
    return list();
  }

  @Command(
      name = "list",
      description = "Lists the trained models, the latest first; * marks the one in use.",
      mixinStandardHelpOptions = true)
  int list() throws Exception {
    return with(this::list);
  }

  @Command(
      name = "show",
      description = "Says what a model takes for normal.",
      mixinStandardHelpOptions = true)
  int show(@Parameters(paramLabel = "ID", description = ID) String id) throws Exception {
    return with((models, console) -> show(models, id, console));
  }

  @Command(
      name = "use",
      description = "Puts a model in use; a running monitor takes it up by itself.",
      mixinStandardHelpOptions = true)
  int use(@Parameters(paramLabel = "ID", description = ID) String id) throws Exception {
    return with((models, console) -> use(models, id, console));
  }

  private void list(ModelStore models, Console console) throws IOException, CommandFailedException {
    List<StoredModel> stored = models.list();
    if (stored.isEmpty()) {
      throw new CommandFailedException("There is no model yet: run 'detector train' first");
    }
    if (json) {
      for (StoredModel model : stored) {
        ObjectNode line = JsonMapper.shared().createObjectNode();
        ModelText.write(line, model, null);
        console.print(line.toString());
      }
    } else {
      ModelText.table(stored).forEach(console::print);
    }
  }

  private void show(ModelStore models, String which, Console console)
      throws IOException, UnusableModelException {
    StoredModel stored = models.find(which);
    TrainedModel model = stored.problem() == null ? models.load(stored.id()) : null;
    if (json) {
      ObjectNode node = JsonMapper.shared().createObjectNode();
      ModelText.write(node, stored, model);
      console.print(node.toString());
    } else {
      ModelText.card(stored, model).forEach(console::print);
    }
  }

  private void use(ModelStore models, String which, Console console)
      throws IOException, UnusableModelException, CommandFailedException {
    StoredModel stored = models.find(which);
    if (stored.problem() != null) {
      throw new CommandFailedException(stored.problem() + "; the one in use stays");
    }
    String before = models.currentId();
    long windowBefore =
        before == null || stored.isInUse() ? stored.windowSeconds() : windowOf(models, before);
    models.use(stored.id(), clock.instant());
    if (json) {
      ObjectNode node = JsonMapper.shared().createObjectNode();
      ModelText.write(node, models.find(stored.id()), null);
      console.print(node.toString());
    } else {
      console.print(
          "Model "
              + stored.id()
              + " (version "
              + stored.version()
              + ") is in use"
              + after(before, stored));
    }
    if (windowBefore != stored.windowSeconds()) {
      console.note(
          "Its windows are "
              + stored.windowSeconds()
              + " s, those before were "
              + windowBefore
              + " s: start the monitor again with --window "
              + stored.windowSeconds()
              + "s");
    }
  }

  private static long windowOf(ModelStore models, String id) throws IOException {
    try {
      return models.find(id).windowSeconds();
    } catch (UnusableModelException _) {
      // What was in use is gone, so there is nothing to compare with.
      return 0;
    }
  }

  private static String after(@Nullable String before, StoredModel stored) {
    return before == null ? "" : stored.isInUse() ? " already" : ", instead of " + before;
  }
}
