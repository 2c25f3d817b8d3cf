package io.plumbline.detector.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code detector generate}. */
@Command(
    name = "generate",
    description =
        "Makes running sample services fail in known ways, one after the other, and writes down"
            + " when and where, to compare with what is detected.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  detector generate --target http://localhost:8082 --fault error-burst --for 30s",
      "  detector generate --target http://localhost:8082,http://localhost:8083 --truth truth.jsonl"
    })
final class GenerateCommand implements Callable<Integer> {
  @Option(
      names = "--target",
      paramLabel = "URL",
      split = ",",
      required = true,
      description = "Services, or the load generator's control port for faults of traffic")
  private List<URI> targets = new ArrayList<>();

  @Mixin private final FaultOptions faults = new FaultOptions();
  @Spec private @Nullable CommandSpec spec;
  private final Termination termination;

  GenerateCommand(Termination termination) {
    this.termination = termination;
  }

  @Override
  public Integer call() throws Exception {
    faults.run(targets, termination, Console.of(spec));
    return 0;
  }
}
