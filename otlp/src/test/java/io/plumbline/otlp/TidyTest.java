package io.plumbline.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Checks properties of the source itself, of every module. {@code mvn -pl otlp test -Dtest=TidyTest
 * -Dtidy.fix=true} repairs what it finds.
 */
class TidyTest {
  private static final Path ROOT = Path.of(System.getProperty("repository.root", ".."));
  private static final boolean FIX = Boolean.getBoolean("tidy.fix");

  private final Formatter formatter = new Formatter();

  @Test
  void source_isFormatted() throws IOException, FormatterException {
    List<Path> untidy = new ArrayList<>();
    List<Path> sources = sources();

    for (Path file : sources) {
      String source = Files.readString(file);
      String tidy =
          formatter.formatSourceAndFixImports(RemoveUnusedImports.removeUnusedImports(source));
      if (source.equals(tidy)) {
        continue;
      }
      untidy.add(ROOT.relativize(file));
      if (FIX) {
        Files.writeString(file, tidy);
      }
    }

    assertThat(sources).isNotEmpty();
    assertThat(FIX ? List.<Path>of() : untidy).as("files to repair with -Dtidy.fix=true").isEmpty();
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            boolean skipped =
                name.equals("target") || (name.startsWith(".") && !folder.equals(ROOT));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              sources.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return sources;
  }
}
