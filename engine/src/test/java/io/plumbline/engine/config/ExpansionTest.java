package io.plumbline.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpansionTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("HOST", "gateway"),
          Map.entry("PORT", "4317"),
          Map.entry("EMPTY", ""),
          Map.entry("OCTAL", "0123"),
          Map.entry("FLAG", "true"),
          Map.entry("LIST", "[a, b]"),
          Map.entry("MAP", "{a: 1, b: '${env:HOST}'}"),
          Map.entry("NAME_OF_OTHER", "HOST"),
          Map.entry("POINTER", "${env:HOST}:${env:PORT}"),
          Map.entry("LOOP", "${env:LOOP}"),
          Map.entry("GROWING", "x${env:GROWING}${env:GROWING}"),
          Map.entry("NOT_YAML", "a: b: c"),
          Map.entry("QUOTED", "\"q\""));

  private final List<ConfigProblem> problems = new ArrayList<>();
  private final Expansion expansion = new Expansion(new ConfigSources(ENVIRONMENT), problems);

  @Test
  void env_isReplaced() {
    assertThat(text("${env:HOST}")).isEqualTo("gateway");
  }

  @Test
  void bareName_isEnv() {
    assertThat(text("${HOST}")).isEqualTo("gateway");
  }

  @Test
  void embedded_isReplacedEverywhere() {
    assertThat(text("http://${env:HOST}:${PORT}/${env:HOST}"))
        .isEqualTo("http://gateway:4317/gateway");
  }

  @Test
  void unset_takesDefault() {
    assertThat(text("${env:MISSING:-fallback}")).isEqualTo("fallback");
    assertThat(text("a${env:MISSING:-}b")).isEqualTo("ab");
  }

  @Test
  void setButEmpty_staysEmpty() {
    assertThat(text("a${env:EMPTY:-fallback}b")).isEqualTo("ab");
    assertThat(typed("${env:EMPTY:-fallback}")).isNull();
  }

  @Test
  void unsetWithoutDefault_isAProblem() {
    assertThat(expansion.expand("exporters::otlp::endpoint", "${env:MISSING}")).isNull();

    assertThat(problems)
        .singleElement()
        .hasToString(
            "exporters::otlp::endpoint: environment variable \"MISSING\" is not set"
                + " (${env:MISSING:-…} gives it a default)");
  }

  @Test
  void exactlyOneExpression_takesYamlsType() {
    assertThat(typed("${env:PORT}")).isEqualTo(4317);
    assertThat(typed("${env:FLAG}")).isEqualTo(true);
    assertThat(typed("${env:LIST}")).isEqualTo(List.of("a", "b"));
    assertThat(typed("${env:MAP}")).isEqualTo(Map.of("a", 1, "b", "gateway"));
  }

  @Test
  void exactlyOneExpression_keepsItsTextForStrings() {
    assertThat(text("${env:OCTAL}")).isEqualTo("0123");
    assertThat(typed("${env:OCTAL}")).isEqualTo(83);
    assertThat(text("${env:MISSING:-1e3}")).isEqualTo("1e3");
    assertThat(text("${env:QUOTED}")).isEqualTo("\"q\"");
  }

  @Test
  void embeddedNumber_keepsItsText() {
    assertThat(text("x${env:OCTAL}")).isEqualTo("x0123");
  }

  @Test
  void embeddedMapping_isAProblem() {
    expansion.expand("a", "x${env:MAP}");

    assertThat(problems)
        .singleElement()
        .hasToString("a: expanding ${env:MAP}: expected a single value, found a mapping");
  }

  @Test
  void notYaml_standsForItself() {
    assertThat(text("${env:NOT_YAML}")).isEqualTo("a: b: c");
  }

  @Test
  void nested_goesFromTheInside() {
    assertThat(text("${env:${NAME_OF_OTHER}}")).isEqualTo("gateway");
    assertThat(text("${env:MISSING:-${env:HOST}}")).isEqualTo("gateway");
  }

  @Test
  void result_isExpandedAgain() {
    assertThat(text("${env:POINTER}")).isEqualTo("gateway:4317");
  }

  @Test
  void loop_isAProblem() {
    expansion.expand("a", "${env:LOOP}");
    expansion.expand("b", "${env:GROWING}");

    assertThat(problems)
        .extracting(ConfigProblem::toString)
        .containsExactly("a: too many recursive expansions", "b: too many recursive expansions");
  }

  @Test
  void twoDollars_areOne() {
    assertThat(text("$${env:HOST}")).isEqualTo("${env:HOST}");
    assertThat(text("$$${env:HOST}")).isEqualTo("$gateway");
    assertThat(text("a$$b")).isEqualTo("a$b");
    assertThat(text("$HOST")).isEqualTo("$HOST");
  }

  @Test
  void openBraceOnly_staysAsItIs() {
    assertThat(text("${env:HOST")).isEqualTo("${env:HOST");
    assertThat(text("a}b")).isEqualTo("a}b");
  }

  @Test
  void yaml_isInline() {
    assertThat(typed("${yaml:{a: [1, 2]}}")).isEqualTo("{a: [1, 2]}");
    assertThat(typed("${yaml:[1, 2]}")).isEqualTo(List.of(1, 2));
  }

  @Test
  void file_isItsContent(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("part.yaml"), "endpoint: ${env:HOST}\n");

    assertThat(typed("${file:" + file + "}")).isEqualTo(Map.of("endpoint", "gateway"));
  }

  @Test
  void missingFile_isAProblem() {
    expansion.expand("a", "${file:/no/such}");

    assertThat(problems)
        .singleElement()
        .hasToString("a: unable to read the file file:/no/such: no such file or directory");
  }

  @Test
  void unknownScheme_isAProblem() {
    expansion.expand("a", "${vault:secret}");

    assertThat(problems)
        .singleElement()
        .hasToString("a: scheme \"vault\" is not supported for uri \"vault:secret\"");
  }

  @Test
  void invalidName_isAProblem() {
    expansion.expand("a", "${env:1X}");
    expansion.expand("b", "${}");

    assertThat(problems)
        .extracting(ConfigProblem::message)
        .containsExactly(
            "environment variable \"1X\" has invalid name: must match regex"
                + " ^[a-zA-Z_][a-zA-Z0-9_]*$",
            "environment variable \"\" has invalid name: must match regex"
                + " ^[a-zA-Z_][a-zA-Z0-9_]*$");
  }

  @Test
  void dollarInUri_isAProblem() {
    expansion.expand("a", "${env:A$B}");

    assertThat(problems)
        .singleElement()
        .hasToString("a: the uri \"env:A$B\" contains unsupported characters ('$')");
  }

  @Test
  void everyProblem_isFoundAtOnce() {
    expansion.expand("", Map.of("a", List.of("x", "${env:M1}"), "b", Map.of("c", "${env:M2}")));

    assertThat(problems).extracting(ConfigProblem::path).containsExactlyInAnyOrder("a::1", "b::c");
  }

  private @Nullable Object typed(String written) {
    Object value = Expanded.typed(expansion.expand("key", written));
    assertThat(problems).isEmpty();
    return value;
  }

  private @Nullable Object text(String written) {
    Object value = Expanded.textual(expansion.expand("key", written));
    assertThat(problems).isEmpty();
    return value;
  }
}
