package io.plumbline.demo.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the repository, some of them edited in memory. */
record RepositoryFiles(Path root, Map<String, String> edits) {
  RepositoryFiles {
    edits = Map.copyOf(edits);
  }

  static RepositoryFiles here() {
    return new RepositoryFiles(Path.of(System.getProperty("repository.root", "..")), Map.of());
  }

  /** The same with every {@code from} of one file replaced; it must occur. */
  RepositoryFiles edited(String path, String from, String to) {
    String text = read(path);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(path + " does not contain " + from);
    }
    Map<String, String> more = new HashMap<>(edits);
    more.put(path, text.replace(from, to));
    return new RepositoryFiles(root, more);
  }

  String read(String path) {
    String edit = edits.get(path);
    try {
      return edit != null ? edit : Files.readString(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean exists(String path) {
    return Files.exists(root.resolve(path));
  }

  /** The names of the files of a folder that end so. */
  List<String> list(String folder, String ending) {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The modules that the parent pom lists. */
  List<String> modules() {
    return Pattern.compile("<module>([^<]+)</module>")
        .matcher(read("pom.xml"))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** A property of the parent pom. */
  String property(String name) {
    String pom = read("pom.xml");
    int start = pom.indexOf("<" + name + ">") + name.length() + 2;
    return pom.substring(start, pom.indexOf("</" + name + ">", start));
  }

  /** Whether a module has the source of a class. */
  boolean hasClass(String name) {
    String path = "/src/main/java/" + name.replace('.', '/') + ".java";
    return modules().stream().anyMatch(module -> exists(module + path));
  }
}
