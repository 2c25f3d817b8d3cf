package io.plumbline.elk.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Who the node runs as: whoever runs this process, but the user "nobody" when that is root, because
 * Elasticsearch refuses root.
 */
record NodeUser(boolean dropsRoot) {
  /** The ids of "nobody" and its group on Linux, whatever their names there. */
  private static final int NOBODY = 65534;

  static NodeUser current() {
    return new NodeUser(new UnixSystem().getUid() == 0);
  }

  /** The command that runs {@code command} as this user. */
  List<String> command(List<String> command) {
    if (!dropsRoot) {
      return command;
    }
    List<String> dropped =
        new ArrayList<>(
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
    dropped.addAll(command);
    return dropped;
  }

  /** Gives this user a folder with all that is in it. */
  void own(Path folder) throws IOException {
    if (!dropsRoot) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes)
              throws IOException {
            return give(visited);
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            return give(file);
          }
        });
  }

  private static FileVisitResult give(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    return FileVisitResult.CONTINUE;
  }

  /**
   * Checks, as this user, that the node can run its JDK, read its distribution and write its
   * folder.
   *
   * @throws IOException naming what it cannot reach, or why there is no changing to this user
   */
  void requireAccess(Path java, Path distribution, Path folder)
      throws IOException, InterruptedException {
    if (!dropsRoot) {
      return;
    }
    String check =
        "[ -x \"$1\" ] || { echo \"run the JDK $1\"; exit 1; };"
            + " [ -r \"$2/bin/elasticsearch\" ] || { echo \"read $2\"; exit 1; };"
            + " [ -w \"$3\" ] || { echo \"write $3\"; exit 1; }";
    List<String> command =
        List.of("sh", "-c", check, "access", java.toString(), "" + distribution, "" + folder);
    Process process;
    try {
      process = new ProcessBuilder(command(command)).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IOException(
          "Elasticsearch does not run as root, and the command setpriv (package util-linux) that"
              + " starts it as the user nobody is missing. Install it or start Plumbline as another"
              + " user.",
          e);
    }
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() == 0) {
      return;
    }
    throw new IOException(
        said.startsWith("setpriv")
            ? "Elasticsearch does not run as root, and changing to the user nobody is refused ("
                + said
                + "). Start Plumbline as another user."
            : "Elasticsearch does not run as root, and the user nobody, as whom it is started,"
                + " cannot "
                + said
                + ". Give every folder above it the right of entry (chmod o+x), use a place that"
                + " has it, or start Plumbline as another user.");
  }
}
