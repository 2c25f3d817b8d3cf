package io.plumbline.detector.cli;

import io.plumbline.detector.report.Fault;
import io.plumbline.detector.report.HtmlReport;
import io.plumbline.detector.report.JsonSummary;
import io.plumbline.detector.report.MarkdownReport;
import io.plumbline.detector.report.Report;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code detector report}. */
@Command(
    name = "report",
    description = {
      "Writes what happened, as one HTML page with plots, or as Markdown: incidents,",
      "the series of each service with what was expected, what the logs say, drift.",
      "Without a range: the last 24 hours. Reads Elasticsearch only."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  detector report --daily                        yesterday, in UTC",
      "  detector report --daily 2026-01-31 --service checkout --out day.html",
      "  detector report --hourly --format markdown --out -",
      "  detector report --range 2026-01-31T08:00:00Z/2026-01-31T10:00:00Z",
      "  detector report --last 2h --truth faults.jsonl --json",
      "",
      "--truth takes JSON lines {\"id\",\"kind\",\"service\",\"start\",\"end\"}, as the",
      "sample services write them: what was broken on purpose."
    })
final class ReportCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  @Mixin private final StoreOptions store = new StoreOptions();
  @Mixin private final ReportRange range = new ReportRange();

  @Option(
      names = {"--out", "--output"},
      paramLabel = "FILE",
      description = "Where to write; - for standard output (default: report-<range>.html)")
  private @Nullable String out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: by the file's ending, else html)")
  private @Nullable Format format;

  @Option(names = "--service", paramLabel = "NAME", description = "Only this service")
  private @Nullable String service;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "What was broken on purpose, to measure detection against")
  private @Nullable Path truth;

  @Option(names = "--json", description = "Print a JSON object about the report to standard output")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;
  private final InstantSource clock;

  ReportCommand(InstantSource clock) {
    this.clock = clock;
  }

  /** What a report is written as. */
  enum Format {
    HTML,
    MARKDOWN;

    String of(Report report) {
      return this == HTML ? HtmlReport.of(report) : MarkdownReport.of(report);
    }

    static Format of(@Nullable String file) {
      String name = file == null ? "" : file.toLowerCase(Locale.ROOT);
      return name.endsWith(".md") || name.endsWith(".markdown") ? MARKDOWN : HTML;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() throws Exception {
    CommandSpec known = Objects.requireNonNull(spec);
    range.validate(known.commandLine());
    if (json && STANDARD_OUTPUT.equals(out)) {
      throw new ParameterException(
          known.commandLine(), "Give --json or --out -, not both: they share standard output");
    }
    Console console = Console.of(spec);
    List<Fault> faults = truth == null ? null : readTruth(truth);
    try (ElasticsearchConnection connection = store.connect()) {
      ReportSource source = new ReportSource(connection, clock, console);
      write(source.make(range, known.commandLine(), service, faults), console);
    }
    return 0;
  }

  private static List<Fault> readTruth(Path file) throws CommandFailedException, IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new CommandFailedException("--truth: there is no file " + file + " that can be read");
    }
    return Fault.read(file);
  }

  private void write(ReportSource.Made made, Console console) throws IOException {
    Format chosen = format == null ? Format.of(out) : format;
    String text = chosen.of(made.report());
    if (STANDARD_OUTPUT.equals(out)) {
      console.out().print(text);
      console.out().flush();
      return;
    }
    Path file =
        Path.of(out == null ? made.name() + (chosen == Format.HTML ? ".html" : ".md") : out);
    save(text, file);
    if (json) {
      ObjectNode summary = JsonSummary.of(made.report());
      summary.put("file", file.toString()).put("format", chosen.toString());
      console.print(summary.toString());
    } else {
      console.print(made.report().verdict());
      console.note("Wrote " + file);
    }
  }

  private static void save(String text, Path file) throws IOException {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text);
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw new IOException("The report could not be written to " + file + ": " + reason, e);
    }
  }
}
