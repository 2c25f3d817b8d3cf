package io.plumbline.detector.cli;

import io.plumbline.elk.ElasticsearchConnection;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code detector train}. */
@Command(
    name = "train",
    description = {
      "Learns what is normal for every service and puts the new model in use.",
      "The model is stored in Elasticsearch; a running monitor takes it up by itself."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  detector train --last 24h",
      "  detector train --from 2026-01-01 --to 2026-01-14 --window 5m --seed 7"
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private final StoreOptions store = new StoreOptions();
  @Mixin private final RangeOptions range = new RangeOptions();
  @Mixin private final ModelOptions modelOptions = new ModelOptions();
  @Mixin private final ConfigOptions config = new ConfigOptions();

  @Option(names = "--json", description = "Print a JSON object instead of sentences")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;
  private final InstantSource clock;

  TrainCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    ConfigOptions.Config read = config.read();
    try (ElasticsearchConnection connection = store.connect()) {
      Training training = new Training(connection, clock, console, read.metrics());
      training.run(range.range(clock.instant()), modelOptions, json);
    }
    return 0;
  }
}
