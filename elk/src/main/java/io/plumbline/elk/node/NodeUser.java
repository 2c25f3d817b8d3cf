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
 * Who the node runs as. Elasticsearch refuses root, so root becomes somebody else: the user
 * "nobody", or, when that user cannot reach a folder (such as one below {@code /root}), a user
 * namespace in which root is nobody.
 */
enum NodeUser {
  /** Whoever runs this process. */
  SELF(-1, "env"),

  NOBODY(NodeUser.NOBODY_ID, "setpriv --reuid=%1$d --regid=%1$d --clear-groups --"),

  NAMESPACE(0, "unshare --user --map-user=%1$d --map-group=%1$d --");

  /** The id of "nobody" and its group on Linux, whatever their names there. */
  private static final int NOBODY_ID = 65534;

  private static final String CHECK =
      "[ -x \"$1\" ] || { echo \"run the JDK $1\"; exit 1; };"
          + " [ -r \"$2/bin/elasticsearch\" ] || { echo \"read $2\"; exit 1; };"
          + " [ -w \"$3\" ] || { echo \"write $3\"; exit 1; }";

  private final int owner;
  private final String prefix;

  NodeUser(int owner, String prefix) {
    this.owner = owner;
    this.prefix = prefix;
  }

  static boolean isRoot() {
    return new UnixSystem().getUid() == 0;
  }

  /**
   * Finds a user who can run the JDK, read the distribution and write the folder, and gives that
   * user the folder.
   *
   * @throws IOException naming what cannot be reached, or why there is no changing the user
   */
  static NodeUser choose(Path java, Path distribution, NodeFolder folder)
      throws IOException, InterruptedException {
    if (!isRoot()) {
      return SELF;
    }
    List<String> complaints = new ArrayList<>();
    for (NodeUser user : List.of(NOBODY, NAMESPACE)) {
      for (Path owned : folder.written()) {
        user.own(owned);
      }
      String complaint = user.complaint(java, distribution, folder.data());
      if (complaint.isEmpty()) {
        return user;
      }
      complaints.add(complaint);
    }
    throw new IOException(
        "Elasticsearch does not run as root. As the user nobody it "
            + complaints.getFirst()
            + ", and in a user namespace it "
            + complaints.getLast()
            + ". Start Plumbline as another user, or where every user may go (chmod o+x).");
  }

  /** The command that runs {@code command} as this user. */
  List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>(List.of(prefix.formatted(NOBODY_ID).split(" ")));
    whole.addAll(command);
    return whole;
  }

  /** What this user cannot do; empty when all is well. */
  private String complaint(Path java, Path distribution, Path folder)
      throws IOException, InterruptedException {
    List<String> command =
        List.of("sh", "-c", CHECK, "access", "" + java, "" + distribution, "" + folder);
    String changer = prefix.substring(0, prefix.indexOf(' '));
    Process process;
    try {
      process = new ProcessBuilder(command(command)).redirectErrorStream(true).start();
    } catch (IOException _) {
      // The exception says just that, at length.
      return "is not started, because the command " + changer + " is missing";
    }
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() == 0) {
      return "";
    }
    return said.startsWith(changer) ? "is refused (" + said + ")" : "cannot " + said;
  }

  private void own(Path folder) throws IOException {
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

  private FileVisitResult give(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
    return FileVisitResult.CONTINUE;
  }
}
