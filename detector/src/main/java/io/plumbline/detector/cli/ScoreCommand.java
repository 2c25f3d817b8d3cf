package io.plumbline.detector.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.plumbline.detector.score.CsvLines;
import io.plumbline.detector.score.RowScorer;
import io.plumbline.detector.score.ScoreSink;
import io.plumbline.detector.score.WindowScorer;
import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.store.UnusableModelException;
import io.plumbline.detector.training.TrainedModel;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
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

/** {@code detector score}. */
@Command(
    name = "score",
    description = {
      "Reads a CSV file and writes a score for each row.",
      "With --train-rows or --train it learns from those rows, whatever their columns are: numbers"
          + " in time order, empty where missing, and perhaps a time as epoch seconds or ISO-8601."
          + " Without a time, rows are --step apart, which tells where days and weeks are.",
      "Without, the file must be one that 'detector collect --output FILE.csv' wrote; it is scored"
          + " by the model in use, or by --model."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  detector score sensors.csv --train-rows 5000 --ignore label",
      "  detector score today.csv --train january.csv --time at --out scores.csv",
      "  detector collect --last 1h --output rows.csv; detector score rows.csv",
      "  zcat big.csv.gz | detector score - --train-rows 9999 | sort -t, -k2n | tail"
    })
final class ScoreCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  @Parameters(paramLabel = "FILE", description = "A .csv or .csv.gz file; - for standard input")
  private String file = "";

  @Option(
      names = "--train-rows",
      paramLabel = "COUNT",
      description = "Learn from the first rows, score the others")
  private @Nullable Long trainRows;

  @Option(
      names = "--train",
      paramLabel = "FILE",
      description = "Learn from this file of the same columns, score all rows")
  private @Nullable Path train;

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description =
          "The column with the time (default: the first if it is named time, timestamp, @timestamp,"
              + " date or datetime)")
  private @Nullable String time;

  @Option(
      names = "--step",
      paramLabel = "LENGTH",
      defaultValue = "60s",
      description = "How far rows without a time are apart (default: ${DEFAULT-VALUE})")
  private Duration step = Duration.ofSeconds(60);

  @Option(
      names = "--ignore",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns to leave out, such as labels or names")
  private List<String> ignored = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "A stored model, by version or id (default: the one in use)")
  private @Nullable String model;

  @Option(names = "--out", paramLabel = "FILE", description = "Write to a file once all is scored")
  private @Nullable Path out;

  @Option(names = "--json", description = "Write JSON lines instead of CSV")
  private boolean json;

  @Mixin private final ModelOptions modelOptions = new ModelOptions();
  @Mixin private final StoreOptions store = new StoreOptions();
  @Spec private @Nullable CommandSpec spec;
  private final InputStream standardInput;

  ScoreCommand(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    if (trainRows != null && train != null) {
      throw new CommandFailedException("Give --train-rows or --train, not both");
    }
    if (step.toSeconds() < 1) {
      throw new CommandFailedException("--step must be at least 1s");
    }
    boolean learns = trainRows != null || train != null;
    if (learns && model != null) {
      throw new CommandFailedException("Give --model, or rows to learn from, not both");
    }
    try (CsvLines lines =
        file.equals(STANDARD_INPUT)
            ? CsvLines.of("standard input", standardInput)
            : CsvLines.open(Path.of(file))) {
      if (out == null) {
        score(lines, learns, console.out(), Console.Progress.NONE, console);
      } else {
        save(lines, learns, out, console);
      }
    }
    return 0;
  }

  /** What is in the file stays until all is scored. */
  private void save(CsvLines lines, boolean learns, Path target, Console console)
      throws IOException, CommandFailedException, UnusableModelException {
    if (Files.isDirectory(target)) {
      throw new CommandFailedException("--out: " + target + " is a folder, expected a file");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new CommandFailedException("--out: there is no folder " + folder);
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      long count;
      try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(part, UTF_8));
          Console.Progress progress = console.progress("Scoring", Console.UNKNOWN)) {
        count = score(lines, learns, writer, progress, console);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      console.note("Wrote " + count + " scores to " + target);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private long score(
      CsvLines lines,
      boolean learns,
      PrintWriter writer,
      Console.Progress progress,
      Console console)
      throws IOException, CommandFailedException, UnusableModelException {
    if (!learns) {
      return scoreWindows(lines, writer, progress, console);
    }
    RowScorer.Options options =
        new RowScorer.Options(
            time,
            ignored,
            step.toSeconds(),
            modelOptions.forest(),
            modelOptions.seed(),
            Runtime.getRuntime().maxMemory());
    RowScorer scorer;
    if (train == null) {
      scorer = RowScorer.learn(lines, trainRows == null ? 0 : trainRows, options);
    } else {
      try (CsvLines learned = CsvLines.open(train)) {
        scorer = RowScorer.learn(learned, Long.MAX_VALUE, options);
      }
    }
    ScoreWriter scores = new ScoreWriter(writer, json, scorer.isTimed(), false);
    long count = scorer.score(lines, options, counted(scores, progress));
    scores.finish();
    return count;
  }

  private static ScoreSink counted(ScoreSink scores, Console.Progress progress) {
    return row -> {
      scores.accept(row);
      progress.advance(1);
    };
  }

  private long scoreWindows(
      CsvLines lines, PrintWriter writer, Console.Progress progress, Console console)
      throws IOException, CommandFailedException, UnusableModelException {
    if (!WindowScorer.takes(lines)) {
      throw new CommandFailedException(
          lines.name()
              + " is not from 'detector collect' (no columns window_start, window_seconds,"
              + " service): say what to learn from, --train-rows COUNT or --train FILE");
    }
    TrainedModel trained;
    try (ElasticsearchConnection connection = store.connect()) {
      ModelStore models = new ModelStore(new Documents(connection));
      trained = model == null ? models.loadCurrent() : models.load(models.find(model).id());
    }
    WindowScorer scorer = new WindowScorer(trained);
    ScoreWriter scores = new ScoreWriter(writer, json, true, true);
    long count = scorer.score(lines, counted(scores, progress));
    scores.finish();
    if (!scorer.unknown().isEmpty()) {
      console.note(
          "Not scored, the model does not know them: " + String.join(", ", scorer.unknown()));
    }
    return count;
  }
}
