package io.plumbline.detector.cli;

import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.features.FeatureSearch;
import io.plumbline.detector.features.MetricSource;
import io.plumbline.detector.features.Scope;
import io.plumbline.detector.features.ScopeSearch;
import io.plumbline.detector.search.Search;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code detector collect}. */
@Command(
    name = "collect",
    description = "Shows what each service did in each window, aggregated by Elasticsearch.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  detector collect --last 1h",
      "  detector collect --from 2026-01-31 --to 2026-02-01 --window 5m --output day.csv",
      "  detector collect --last 10m --facets                 operations, callees, metrics",
      "  detector collect --last 10m --json | jq .latency_p99"
    })
final class CollectCommand implements Callable<Integer> {
  @Mixin private final StoreOptions store = new StoreOptions();
  @Mixin private final RangeOptions range = new RangeOptions();
  @Mixin private final ConfigOptions config = new ConfigOptions();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write to a file: .csv, or .jsonl for JSON lines")
  private @Nullable Path output;

  @Option(names = "--json", description = "Print JSON lines instead of a table")
  private boolean json;

  @Option(
      names = "--facets",
      description =
          "Show operations, callees, types of requests and metrics below their service, too; JSON"
              + " lines always have them, CSV never")
  private boolean facets;

  @Spec private @Nullable CommandSpec spec;
  private final InstantSource clock;

  CollectCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    ConfigOptions.Config read = config.read();
    RowWriter file = output == null ? null : RowWriter.forFile(output.toString());
    try (ElasticsearchConnection connection = store.connect()) {
      List<FeatureRow> rows =
          collect(connection, range.range(clock.instant()), read.metrics(), console);
      if (output == null || file == null) {
        shown().write(rows, console.out());
        console.out().flush();
      } else {
        save(rows, output, file);
        console.note("Wrote " + rows.size() + " rows to " + output);
      }
    }
    return 0;
  }

  private RowWriter shown() {
    return json ? RowWriter.JSON_LINES : facets ? RowWriter.TABLE_WITH_FACETS : RowWriter.TABLE;
  }

  private static List<FeatureRow> collect(
      ElasticsearchConnection connection,
      RangeOptions.Range range,
      List<MetricSource> metrics,
      Console console)
      throws IOException, CommandFailedException {
    Search search = new Search(connection);
    Scope scope = new ScopeSearch(search).learn(range.from(), range.to(), metrics);
    return RowReader.read(new FeatureSearch(search, range.grid(), scope), range, console);
  }

  private static void save(List<FeatureRow> rows, Path output, RowWriter writer)
      throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(output))) {
      writer.write(rows, out);
      if (out.checkError()) {
        throw new IOException("Could not write all rows to " + output);
      }
    }
  }
}
