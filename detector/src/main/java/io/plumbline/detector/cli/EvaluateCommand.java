package io.plumbline.detector.cli;

import io.plumbline.detector.evaluate.Evaluation;
import io.plumbline.detector.evaluate.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code detector evaluate}. */
@Command(
    name = "evaluate",
    description = {
      "Measures the detector on labelled data: each .csv or .csv.gz file in a folder.",
      "The first line of a file says what it is:",
      "  f0,f1,…,label            rows without time, as ADBench has them",
      "  split,label,m1,m2,…      metrics of a server in time order",
      "  …,Content,EventId,…      log lines of known templates, as loghub has them",
      "  Time,TimeStamp,PodName,… metrics of a pod by the minute, as Nezha has them:",
      "                           one set with the others of its folder, calls in",
      "                           source_… and destination_…, and a fault_list.json",
      "                           there or above",
      "No labels reach a model. Averages are over the files of a kind."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  detector evaluate data/adbench",
      "  detector evaluate data --json --forest smile",
      "",
      "auc           area under the ROC curve",
      "ap            average precision",
      "false_points  share of windows that are not labelled but odd enough to",
      "              keep an incident open; _opens: to open one; _same_recall: where",
      "              as many labelled ones are found as without refit",
      "explained     share of events whose first named metric is right",
      "…_refit       with a new model each day, of the 14 days before",
      "…_at_budget   with at most 0.5 incidents a server and day",
      "cause_first   share of faults whose service is the first suspect, told when",
      "              it began; _in_3: one of the first three",
      "found         share of faults in whose time an own onset lies; found_cause_…",
      "              as above from there, of all faults",
      "auc_minutes   of the oddest service; auc_fault_hours: between first and last",
      "Nothing is point-adjusted."
    })
final class EvaluateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "A folder of labelled data, or one file")
  private Path place = Path.of(".");

  @Mixin private final ModelOptions modelOptions = new ModelOptions();

  @Option(names = "--json", description = "Print a JSON array instead of a table")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    Evaluation evaluation = Evaluation.of(place, modelOptions.forest(), modelOptions.seed());
    List<Result> results;
    try (Console.Progress progress = console.progress("Evaluating", evaluation.size())) {
      results = evaluation.run(_ -> progress.advance(1));
    }
    if (json) {
      console.print(toJson(results).toString());
    } else {
      print(results, console);
    }
    return 0;
  }

  /** Tables one below the other: a new one where the names of the measures change. */
  private static void print(List<Result> results, Console console) {
    List<String> columns = List.of();
    int width = results.stream().mapToInt(one -> one.name().length()).max().orElse(0);
    for (Result result : results) {
      List<String> names = new ArrayList<>(result.measures().keySet());
      if (!names.equals(columns)) {
        columns = names;
        StringBuilder head = new StringBuilder(pad(result.format(), width));
        names.forEach(name -> head.append("  ").append(name));
        console.print((results.getFirst().equals(result) ? "" : "\n") + head);
      }
      StringBuilder line = new StringBuilder(pad(result.name(), width));
      for (String name : names) {
        double value = result.measures().getOrDefault(name, Double.NaN);
        String text = Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
        line.append("  ").append(" ".repeat(Math.max(0, name.length() - text.length())));
        line.append(text);
      }
      console.print(line.toString());
    }
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static ArrayNode toJson(List<Result> results) {
    ArrayNode list = JsonMapper.shared().createArrayNode();
    for (Result result : results) {
      ObjectNode node = list.addObject();
      node.put("format", result.format()).put("name", result.name());
      ObjectNode measures = node.putObject("measures");
      result
          .measures()
          .forEach((name, value) -> {
            if (Double.isNaN(value)) {
              measures.putNull(name);
            } else {
              measures.put(name, value);
            }
          });
    }
    return list;
  }
}
