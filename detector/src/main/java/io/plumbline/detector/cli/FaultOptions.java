package io.plumbline.detector.cli;

import io.plumbline.detector.generate.FaultControl;
import io.plumbline.detector.generate.FaultRun;
import io.plumbline.detector.time.Pause;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Which faults to have, where and how long. */
final class FaultOptions {
  @Option(
      names = "--fault",
      paramLabel = "KIND",
      split = ",",
      description = "Kinds of fault (default: all that the targets can have)")
  private List<String> kinds = new ArrayList<>();

  @Option(
      names = "--for",
      paramLabel = "LENGTH",
      defaultValue = "20s",
      description = "How long each fault lasts (default: ${DEFAULT-VALUE})")
  private Duration length = Duration.ofSeconds(20);

  @Option(
      names = "--pause",
      paramLabel = "LENGTH",
      defaultValue = "20s",
      description = "Calm after each fault (default: ${DEFAULT-VALUE})")
  private Duration calm = Duration.ofSeconds(20);

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "Append the ground truth here, as JSON lines")
  private @Nullable Path truth;

  /** Has the faults one after the other, if every one can be had and written down. */
  void run(List<URI> targets, Pause pause, Console console)
      throws IOException, InterruptedException, CommandFailedException {
    requireKinds(targets);
    requireWritable(truth);
    FaultRun faults = new FaultRun(truth, pause, fault -> tell(fault, console));
    for (URI target : targets) {
      try (FaultControl control = new FaultControl(target)) {
        for (String kind : control.kinds()) {
          if (kinds.isEmpty() || kinds.contains(kind)) {
            if (!faults.have(control, kind, length) || pause.pass(calm)) {
              return;
            }
          }
        }
      }
    }
  }

  private void requireKinds(List<URI> targets)
      throws IOException, InterruptedException, CommandFailedException {
    List<String> left = new ArrayList<>(kinds);
    for (URI target : targets) {
      try (FaultControl control = new FaultControl(target)) {
        left.removeAll(control.kinds());
      }
    }
    if (!left.isEmpty()) {
      throw new CommandFailedException("None of the targets can have " + String.join(", ", left));
    }
  }

  private static void requireWritable(@Nullable Path file) throws IOException {
    if (file != null) {
      try {
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      } catch (IOException e) {
        throw new IOException("--truth: " + file + " can't be written", e);
      }
    }
  }

  private static void tell(JsonNode fault, Console console) {
    String kind = fault.path("kind").asString("") + " in " + fault.path("service").asString("");
    console.print(
        fault.path("end").isString()
            ? fault.path("end").asString() + "  off: " + kind
            : fault.path("start").asString("") + "  on:  " + kind);
  }
}
