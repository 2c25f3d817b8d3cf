package io.plumbline.elk.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that holds the unpacked node, shared by all processes of a user. It is {@code
 * PLUMBLINE_CACHE}, else {@code ~/.cache/plumbline}; root, whose home nobody else may enter though
 * the node runs as somebody else, has {@code /var/cache/plumbline}.
 */
final class NodeCache {
  private static final Logger LOG = LoggerFactory.getLogger(NodeCache.class);

  /** Unpacking is locked by other processes through a file, and by other threads through this. */
  private static final Object UNPACKING = new Object();

  /** What unpacking takes, with room for the next one beside a damaged one. */
  private static final long UNPACKED_BYTES_MAX = 300L << 20;

  static final Set<PosixFilePermission> OPEN_FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");

  private final Path folder;

  NodeCache(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  static NodeCache ofUser(boolean root) {
    String named = System.getenv("PLUMBLINE_CACHE");
    if (named != null && !named.isBlank()) {
      return new NodeCache(Path.of(named));
    }
    return new NodeCache(
        root
            ? Path.of("/var/cache/plumbline")
            : Path.of(System.getProperty("user.home"), ".cache", "plumbline"));
  }

  Path folder() {
    return folder;
  }

  /** A folder of the cache, made when it is missing, which other users may enter. */
  Path folder(String name) throws IOException {
    Path made = folder.resolve(name);
    try {
      createOpen(folder);
      createOpen(made);
    } catch (IOException e) {
      throw new IOException(
          "The cache folder cannot be made: " + e + ". PLUMBLINE_CACHE names another place.", e);
    }
    return made;
  }

  /**
   * The unpacked node of {@code version}: what is there when it is whole, else unpacked anew from
   * the zip.
   */
  Path unpacked(String version, ZipLocation zip) throws IOException {
    Path distributions = folder("elasticsearch");
    Path target = distributions.resolve(version);
    synchronized (UNPACKING) {
      try (FileChannel channel =
              FileChannel.open(
                  distributions.resolve(version + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        UnpackedNode node = new UnpackedNode(target);
        if (!node.isWhole()) {
          replace(node, zip.locate());
        }
      }
    }
    return target;
  }

  private static void replace(UnpackedNode node, Path zip) throws IOException {
    Path target = node.folder();
    FreeSpace.require(target.resolveSibling("."), UNPACKED_BYTES_MAX, "unpacking Elasticsearch");
    if (Files.exists(target)) {
      LOG.warn("The unpacked node is damaged and unpacked again: folder={}", target);
    }
    Path fresh = target.resolveSibling(target.getFileName() + ".new");
    Path old = target.resolveSibling(target.getFileName() + ".old");
    delete(fresh);
    delete(old);
    UnpackedNode.unpack(zip, fresh);
    if (Files.exists(target)) {
      Files.move(target, old);
    }
    Files.move(fresh, target);
    delete(old);
  }

  private static void createOpen(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OPEN_FOLDER));
      Files.setPosixFilePermissions(folder, OPEN_FOLDER);
    }
  }

  /** Deletes a folder with all that is in it; one that does not exist is fine. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Where the zip is, asked only when it is needed. */
  @FunctionalInterface
  interface ZipLocation {
    Path locate() throws IOException;
  }
}
