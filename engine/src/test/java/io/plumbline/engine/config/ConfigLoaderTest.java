package io.plumbline.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  private final ConfigLoader loader =
      new ConfigLoader(Map.of("WHOLE", "a: {b: 1}", "PORT", "4317"));

  @TempDir private Path folder;

  @Test
  void noLocation_isRefused() {
    assertThatThrownBy(() -> loader.load(List.of(), List.of()))
        .hasMessage("at least one config flag must be provided");
  }

  @Test
  void file_byPathAndByScheme() throws Exception {
    String file = write("c.yaml", "a: {b: 1}").toString();

    assertThat(values(file)).isEqualTo(Map.of("a", Map.of("b", 1)));
    assertThat(values("file:" + file)).isEqualTo(Map.of("a", Map.of("b", 1)));
  }

  @Test
  void env_isAWholeDocument() throws Exception {
    assertThat(values("env:WHOLE")).isEqualTo(Map.of("a", Map.of("b", 1)));
  }

  @Test
  void yaml_nestsAtDoubleColons() throws Exception {
    assertThat(values("yaml:processors::batch::timeout: 2s"))
        .isEqualTo(Map.of("processors", Map.of("batch", Map.of("timeout", "2s"))));
  }

  @Test
  void later_isLaidOverEarlier() throws Exception {
    String first = write("1.yaml", "a: {b: 1, c: [1, 2], d: {e: 1}}\n").toString();
    String second = write("2.yaml", "a: {b: 2, c: [3], d: {f: 2}}\ng: 1\n").toString();

    assertThat(values(first, second))
        .isEqualTo(
            Map.of("a", Map.of("b", 2, "c", List.of(3), "d", Map.of("e", 1, "f", 2)), "g", 1));
  }

  @Test
  void set_comesLast() throws Exception {
    Configuration configuration =
        loader.load(
            List.of("yaml:a: {b: 1, c: 1}"), List.of("a.b=[x, y]", "a.d = ${env:PORT}", "a.e=k=v"));

    assertThat(Expanded.typed(configuration.values()))
        .isEqualTo(Map.of("a", Map.of("b", List.of("x", "y"), "c", 1, "d", 4317, "e", "k=v")));
  }

  @Test
  void set_withoutEqualSign() {
    assertThatThrownBy(() -> loader.load(List.of("yaml:a: 1"), List.of("a.b")))
        .hasMessageEndingWith("--set a.b: missing equal sign");
  }

  @Test
  void missingFiles_areAllNamed() {
    assertThatThrownBy(() -> loader.load(List.of("/no/such.yaml", "/nor/this.yaml"), List.of()))
        .hasMessage(
            """
            failed to get config: cannot retrieve the configuration:\s
              unable to read the file file:/no/such.yaml: no such file or directory
              unable to read the file file:/nor/this.yaml: no such file or directory\
            """);
  }

  @Test
  void folder_isRefused() {
    assertThatThrownBy(() -> loader.load(List.of(folder.toString()), List.of()))
        .hasMessageEndingWith(folder + ": is a directory");
  }

  @Test
  void notUtf8_isSaidWithItsPlace() throws IOException {
    Path file = folder.resolve("latin1.yaml");
    Files.write(file, "a: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> loader.load(List.of(file.toString()), List.of()))
        .hasMessageEndingWith("latin1.yaml: not UTF-8 at byte offset 6");
  }

  @Test
  void byteOrderMark_isSkipped() throws Exception {
    assertThat(values(write("bom.yaml", "\uFEFFa: 1").toString())).isEqualTo(Map.of("a", 1));
  }

  @Test
  void list_isNotAConfiguration() throws IOException {
    String file = write("list.yaml", "- a\n").toString();

    assertThatThrownBy(() -> loader.load(List.of(file), List.of()))
        .hasMessageEndingWith(
            "list.yaml: cannot be used as a Conf: expected a mapping at the top, found a list");
  }

  @Test
  void unknownScheme_isRefused() {
    assertThatThrownBy(() -> loader.load(List.of("s3://bucket/key"), List.of()))
        .hasMessageEndingWith("scheme \"s3\" is not supported for uri \"s3://bucket/key\"");
  }

  @Test
  void report_hasEveryProblemInOrder() throws Exception {
    String file = write("c.yaml", "a: ${env:MISSING}\nb:\n  c: 5\n  c: 6\n").toString();
    Configuration configuration = loader.load(List.of(file), List.of());
    ConfigSection root = configuration.root();
    root.string("a", "");
    root.section("b").string("c", "");

    assertThatThrownBy(configuration::requireValid)
        .hasMessage(
            """
            %1$s: failed to get config: cannot unmarshal the configuration: decoding failed due \
            to the following error(s):

              a: environment variable "MISSING" is not set (${env:MISSING:-…} gives it a default) \
            (%1$s:1:1)
              b::c: mapping key "c" already defined at line 3 (%1$s:4:3)
              b::c: expected a string, found 6 (%1$s:4:3)\
            """
                .formatted(file));
  }

  @Test
  void report_ofOneValidationProblem() throws Exception {
    Configuration configuration = loader.load(List.of("yaml:a: {b: 1}"), List.of());
    configuration.root().section("a").problem("b", "must be odd");

    assertThatThrownBy(configuration::requireValid)
        .hasMessage(
            "yaml:a: {b: 1}: invalid configuration: a::b: must be odd (yaml:a: {b: 1}:1:5)");
  }

  private @Nullable Object values(String... locations) throws ConfigException {
    Configuration configuration = loader.load(List.of(locations), List.of());
    assertThat(configuration.problems()).isEmpty();
    return Expanded.typed(configuration.values());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
