package io.plumbline.demo.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Asks each main class that the compose file starts for help on the command that it is given. */
class CommandLinesTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("services")
  void command_isUnderstood(String name, String mainClass, List<String> command)
      throws IOException, InterruptedException {
    List<String> options = command.stream().filter(word -> word.startsWith("--")).toList();
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    line.add(mainClass);
    command.stream().takeWhile(word -> !word.startsWith("--")).forEach(line::add);
    line.add("--help");

    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String help = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(help).isZero();
    assertThat(options).isNotEmpty().allSatisfy(option -> assertThat(help).contains(option));
  }

  static Stream<Arguments> services() {
    RepositoryFiles files = RepositoryFiles.here();
    return ComposeService.read(
            ComposeService.yaml(files.read("docker-compose.yml")),
            ImageTarget.read(files.read("Dockerfile")))
        .values()
        .stream()
        .filter(ComposeService::isOurs)
        .map(service ->
            Arguments.of(service.name(), service.entrypoint().getLast(), service.command()));
  }
}
