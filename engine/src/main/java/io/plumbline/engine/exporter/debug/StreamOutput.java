package io.plumbline.engine.exporter.debug;

import io.plumbline.engine.component.StartException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Standard output, standard error, or files that are appended to. */
final class StreamOutput implements Output {
  private final List<String> paths;
  private final List<PrintStream> files = new ArrayList<>();

  /** Everything that is written to, the files among them. */
  private final List<PrintStream> streams = new ArrayList<>();

  StreamOutput(List<String> paths) {
    this.paths = paths;
  }

  @Override
  public synchronized void open() throws StartException {
    for (String path : paths) {
      switch (path) {
        case "stdout" -> streams.add(System.out);
        case "stderr" -> streams.add(System.err);
        default -> {
          PrintStream file = file(path);
          files.add(file);
          streams.add(file);
        }
      }
    }
  }

  private static PrintStream file(String path) throws StartException {
    try {
      OutputStream out =
          Files.newOutputStream(
              Path.of(path), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return new PrintStream(out, true, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StartException("output_paths: can't write " + path + ": " + e, e);
    }
  }

  @Override
  public synchronized void write(String text, Map<String, Integer> counts) {
    StringBuilder line = new StringBuilder(text);
    counts.forEach((name, count) -> line.append('\t').append(name).append(": ").append(count));
    for (PrintStream stream : streams) {
      stream.println(line);
    }
  }

  @Override
  public synchronized void close() {
    files.forEach(PrintStream::close);
    files.clear();
    streams.clear();
  }
}
