package io.plumbline.detector.cli;

import io.plumbline.detector.telemetry.TestNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** A command that was run, as a person sees it. */
record CommandRun(int exitCode, String out, String err) {
  /** Runs a command against the test node at a point in time. */
  static CommandRun at(Instant now, String... args) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--elasticsearch");
    all.add(TestNode.uri());
    return of(now, all.toArray(String[]::new));
  }

  /** Runs a command at a point in time. */
  static CommandRun of(Instant now, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = DetectorCommand.commandLine(InstantSource.fixed(now), new Termination());
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = line.execute(args);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
