package io.plumbline.samples.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of ground truth, one JSON line when a fault starts and one, with the same id, when it
 * ends.
 */
public record TruthFile(Path path) {
  public void append(Fault fault) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(
        path, fault.toJson() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
