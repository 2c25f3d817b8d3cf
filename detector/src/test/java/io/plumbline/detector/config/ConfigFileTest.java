package io.plumbline.detector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  private final List<ConfigProblem> problems = new ArrayList<>();
  @TempDir private Path folder;

  @Test
  void read_textsWithVariables_areFilledIn() throws IOException {
    ConfigSection root =
        read(
            """
            url: http://${env:HOST}:${env:PORT:-8080}/
            template: '{"id":"${incident.id}"}'
            """);

    assertThat(root.string("url")).isEqualTo("http://chat:8080/");
    assertThat(root.string("template")).isEqualTo("{\"id\":\"${incident.id}\"}");
    assertThat(problems).isEmpty();
  }

  @Test
  void read_variableThatIsNotSet_isAProblemWithItsPath() throws IOException {
    read("alerts:\n  receivers:\n    - secret: ${env:NOWHERE}\n");

    assertThat(problems)
        .extracting(ConfigProblem::path)
        .containsExactly("alerts.receivers[0].secret");
    assertThat(problems.getFirst().message()).contains("NOWHERE is not set");
  }

  @Test
  void read_emptyFile_hasNoKeys() throws IOException {
    assertThat(read("").has("alerts")).isFalse();
    assertThat(problems).isEmpty();
  }

  @Test
  void read_brokenYaml_namesTheFile() {
    assertThatThrownBy(() -> read("a: [1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("detector.yaml: not YAML");
  }

  @Test
  void read_missingFile_saysSo() {
    assertThatThrownBy(() -> ConfigFile.read(folder.resolve("none.yaml"), _ -> null, problems))
        .hasMessageContaining("none.yaml: no such file");
  }

  private ConfigSection read(String text) throws IOException {
    Path file = folder.resolve("detector.yaml");
    Files.writeString(file, text);
    return ConfigFile.read(file, Map.of("HOST", "chat")::get, problems);
  }
}
