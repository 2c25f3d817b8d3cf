package io.plumbline.elk.node;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The zip of Elasticsearch that the build copies to {@code elk/target/dist}, and where to look for
 * it.
 */
final class NodeArchive {
  /** Names the zip; overrides the search. */
  static final String PROPERTY = "plumbline.elasticsearch.zip";

  private NodeArchive() {}

  /** The version of Elasticsearch that the build was made with, such as {@code 8.19.21}. */
  static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = resource("distribution.properties")) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  /** A file of this package. */
  static InputStream resource(String name) throws IOException {
    InputStream in = NodeArchive.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException(name + " is missing beside " + NodeArchive.class);
    }
    return in;
  }

  /**
   * The zip: what the system property says, else {@code elk/target/dist} in {@code PLUMBLINE_HOME},
   * else in a folder above this code, which is the repository for classes, for {@code
   * elk/target/elk.jar} and for a copy of it in {@code target/lib} of another module.
   *
   * @throws IOException with the command that fetches it, when there is none
   */
  static Path locate() throws IOException {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      Path zip = Path.of(named);
      if (!Files.isRegularFile(zip)) {
        throw new IOException("-D" + PROPERTY + " names no file: " + zip.toAbsolutePath());
      }
      return zip;
    }
    Path relative = Path.of("elk", "target", "dist", "elasticsearch-" + version() + ".zip");
    String home = System.getenv("PLUMBLINE_HOME");
    if (home != null && Files.isRegularFile(Path.of(home).resolve(relative))) {
      return Path.of(home).resolve(relative);
    }
    for (Path folder = codeFolder(); folder != null; folder = folder.getParent()) {
      Path zip = folder.resolve(relative);
      if (Files.isRegularFile(zip)) {
        return zip;
      }
    }
    throw new IOException(
        "The Elasticsearch node has not been fetched: there is no "
            + relative
            + ". Run: mvn -pl elk process-resources");
  }

  private static @Nullable Path codeFolder() throws IOException {
    CodeSource source = NodeArchive.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return null;
    }
    try {
      return Path.of(source.getLocation().toURI()).toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IOException("The place of this code is no path: " + source.getLocation(), e);
    }
  }
}
