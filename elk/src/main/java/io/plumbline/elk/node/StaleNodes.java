package io.plumbline.elk.node;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders of nodes that nobody could clean up, as after a power cut. A folder in use has a node's
 * lock; one without is stale once it is too old to belong to a node that is just starting.
 */
final class StaleNodes {
  private static final Logger LOG = LoggerFactory.getLogger(StaleNodes.class);
  private static final Duration STARTING_MAX = Duration.ofHours(1);

  private StaleNodes() {}

  static void delete(Path nodes) throws IOException {
    Instant newest = Instant.now().minus(STARTING_MAX);
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(nodes, "node-*")) {
      for (Path folder : folders) {
        try {
          boolean old = Files.getLastModifiedTime(folder).toInstant().isBefore(newest);
          if (old && !new NodeFolder(folder).isInUse()) {
            LOG.info("Deleting what an ended Elasticsearch node left: folder={}", folder);
            NodeCache.delete(folder);
          }
        } catch (NoSuchFileException _) {
          // Its own guard, or another process that starts a node, deleted it first.
        }
      }
    }
  }
}
