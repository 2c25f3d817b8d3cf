package io.plumbline.elk.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCacheTest {
  private static final NodeCache.ZipLocation NONE =
      () -> {
        throw new IOException("not fetched");
      };

  @TempDir private Path folder;
  private Path zip;
  private NodeCache cache;

  @BeforeEach
  void makeZip() throws IOException {
    zip = folder.resolve("node.zip");
    write(zip, Map.of("node-1/bin/elasticsearch", "#!/bin/sh", "node-1/lib/a.jar", "classes"));
    cache = new NodeCache(folder.resolve("a cache"));
  }

  @Test
  void unpacked_fromZip() throws IOException {
    Path node = cache.unpacked("1", () -> zip);

    assertThat(node.resolve("lib").resolve("a.jar")).hasContent("classes");
    assertThat(node.resolve("bin").resolve("elasticsearch")).isExecutable();
    assertThat(Files.getPosixFilePermissions(node)).isEqualTo(NodeCache.OPEN_FOLDER);
  }

  @Test
  void whole_needsNoZip() throws IOException {
    Path node = cache.unpacked("1", () -> zip);

    assertThat(cache.unpacked("1", NONE)).isEqualTo(node);
  }

  @Test
  void missingFile_isRepaired() throws IOException {
    Path jar = cache.unpacked("1", () -> zip).resolve("lib").resolve("a.jar");
    Files.delete(jar);

    cache.unpacked("1", () -> zip);

    assertThat(jar).hasContent("classes");
  }

  @Test
  void changedFile_isRepaired() throws IOException {
    Path jar = cache.unpacked("1", () -> zip).resolve("lib").resolve("a.jar");
    Files.writeString(jar, "CLASSES");

    cache.unpacked("1", () -> zip);

    assertThat(jar).hasContent("classes");
  }

  @Test
  void interruptedUnpacking_isRepeated() throws IOException {
    Path distributions = cache.folder("elasticsearch");
    Files.createDirectories(distributions.resolve("1").resolve("lib"));
    Files.createDirectories(distributions.resolve("1.new").resolve("lib"));

    Path node = cache.unpacked("1", () -> zip);

    assertThat(node.resolve("lib").resolve("a.jar")).hasContent("classes");
    assertThat(distributions.resolve("1.new")).doesNotExist();
    assertThat(distributions.resolve("1.old")).doesNotExist();
  }

  @Test
  void damagedWithoutZip_isRefused() throws IOException {
    Files.delete(cache.unpacked("1", () -> zip).resolve("lib").resolve("a.jar"));

    assertThatThrownBy(() -> cache.unpacked("1", NONE)).hasMessage("not fetched");
  }

  @Test
  void severalAtOnce_unpackOnce() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    List<Future<Path>> nodes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        nodes.add(
            threads.submit(() ->
                cache.unpacked(
                    "1",
                    () -> {
                      asked.incrementAndGet();
                      return zip;
                    })));
      }
    }

    for (Future<Path> node : nodes) {
      assertThat(node.get().resolve("lib").resolve("a.jar")).hasContent("classes");
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void truncatedZip_isNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(zip);
    Files.write(zip, Arrays.copyOf(bytes, bytes.length / 2));

    assertThatThrownBy(() -> cache.unpacked("1", () -> zip))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(zip + " is no whole zip");
  }

  @Test
  void entryOutsideOfFolder_isRefused() throws IOException {
    write(zip, Map.of("node-1/../../../escaped", "x"));

    assertThatThrownBy(() -> cache.unpacked("1", () -> zip))
        .hasMessageContaining("an entry leads out of the folder");
  }

  private static void write(Path zip, Map<String, String> files) throws IOException {
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        entries.putNextEntry(new ZipEntry(file.getKey()));
        entries.write(file.getValue().getBytes(UTF_8));
      }
    }
  }
}
