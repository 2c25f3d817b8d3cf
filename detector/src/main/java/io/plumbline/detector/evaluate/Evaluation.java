package io.plumbline.detector.evaluate;

import io.plumbline.detector.model.NoveltyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates every set below a folder. Which kind a file is shows in its first line, not in its
 * name. Files of pods' metrics are one set with the others of their folder.
 */
public final class Evaluation {
  private final List<Path> files;
  private final NoveltyKind forest;
  private final long seed;

  private Evaluation(List<Path> files, NoveltyKind forest, long seed) {
    this.files = files;
    this.forest = forest;
    this.seed = seed;
  }

  /**
   * Finds the CSV files below a folder, or takes the one file given.
   *
   * @throws IOException when there is none
   */
  public static Evaluation of(Path place, NoveltyKind forest, long seed) throws IOException {
    if (!Files.exists(place)) {
      throw new IOException(place + ": no such file or folder");
    }
    try (Stream<Path> found = Files.walk(place)) {
      List<Path> files = found.filter(Evaluation::isTable).sorted().toList();
      if (files.isEmpty()) {
        throw new IOException(place + ": no .csv or .csv.gz file in it or below");
      }
      return new Evaluation(files, forest, seed);
    }
  }

  private static boolean isTable(Path file) {
    String name = file.toString();
    return (name.endsWith(".csv") || name.endsWith(".csv.gz")) && Files.isRegularFile(file);
  }

  /** How many files there are. */
  public int size() {
    return files.size();
  }

  /**
   * Evaluates them, the sets of a kind together, each kind followed by its mean.
   *
   * @param done is told each file that is
   * @throws IOException naming the file that cannot be read
   */
  public List<Result> run(Consumer<Path> done) throws IOException {
    Map<String, List<Result>> byFormat = new LinkedHashMap<>();
    EventRecall events = new EventRecall();
    Map<Path, PodTables> pods = new TreeMap<>();
    for (Path file : files) {
      Table table = Table.read(file);
      if (PodTables.takes(table)) {
        Path folder = file.resolveSibling("");
        pods.computeIfAbsent(folder, PodTables::new).add(table.checked());
      } else {
        Result result = evaluate(name(file), table, events);
        if (result != null) {
          byFormat.computeIfAbsent(result.format(), _ -> new ArrayList<>()).add(result);
        }
      }
      done.accept(file);
    }
    for (PodTables day : pods.values()) {
      Result result = new ServiceDayRun(ServiceDay.read(day), forest, seed).result();
      byFormat.computeIfAbsent(result.format(), _ -> new ArrayList<>()).add(result);
    }
    List<Result> results = new ArrayList<>();
    byFormat.forEach((format, all) -> {
      results.addAll(all);
      results.add(mean(format, all));
    });
    if (!events.isEmpty()) {
      results.add(events.result());
    }
    if (results.isEmpty()) {
      throw new IOException("none of the " + files.size() + " CSV files has a known first line");
    }
    return results;
  }

  private @Nullable Result evaluate(String name, Table table, EventRecall events)
      throws IOException {
    if (Series.takes(table)) {
      Series series = Series.read(name, table.checked());
      SeriesRun run = new SeriesRun(series, forest, seed);
      SeriesRun.Judged judged = run.judge();
      events.add(series, judged.alarms());
      return run.result(judged, run.judgeWithDailyRefit());
    }
    if (Tabular.takes(table)) {
      return Tabular.evaluate(name, table.checked(), forest, seed);
    }
    return LogLines.takes(table) ? LogLines.evaluate(name, table.checked()) : null;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.csv(\\.gz)?$", "");
  }

  private static Result mean(String format, Collection<Result> results) {
    Map<String, Double> sums = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Result result : results) {
      result
          .measures()
          .forEach((name, value) -> {
            if (!Double.isNaN(value)) {
              sums.merge(name, value, Double::sum);
              counts.merge(name, 1, Integer::sum);
            }
          });
    }
    sums.replaceAll((name, sum) -> sum / counts.getOrDefault(name, 1));
    return new Result(format, "mean", sums);
  }
}
