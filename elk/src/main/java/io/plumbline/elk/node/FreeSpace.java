package io.plumbline.elk.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Free space on the disk of a folder. */
final class FreeSpace {
  private FreeSpace() {}

  /**
   * Checks that there is enough.
   *
   * @throws IOException saying what is there and what is needed
   */
  static void require(Path folder, long bytesMin, String purpose) throws IOException {
    long bytes = Files.getFileStore(folder).getUsableSpace();
    if (bytes < bytesMin) {
      throw new IOException(
          "Too little disk space for %s: %s has %d MB free, and %d MB are needed"
              .formatted(purpose, folder, bytes >> 20, bytesMin >> 20));
    }
  }
}
