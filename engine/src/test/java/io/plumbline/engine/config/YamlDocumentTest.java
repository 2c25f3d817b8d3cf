package io.plumbline.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class YamlDocumentTest {

  @Test
  void scalars_followTheCoreSchema() throws ConfigException {
    assertThat(list("[1, -2, 0x1F, 0o17, 017, 0b11, 1_000, 99999999999, 18446744073709551616]"))
        .containsExactly(
            1, -2, 31, 15, 15, 3, 1000, 99999999999L, new BigInteger("18446744073709551616"));
    assertThat(list("[1.5, 1e3, .5, 08, .inf, -.inf]"))
        .containsExactly(1.5, 1000.0, 0.5, 8.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    assertThat(list("[true, False]")).containsExactly(true, false);
    assertThat(list("[~, null, Null]")).isEqualTo(Arrays.asList(null, null, null));
    assertThat(list("[yes, on, n, 12:30, 2026-01-01, 1.2.3, '5', \"true\", 10s]"))
        .containsExactly("yes", "on", "n", "12:30", "2026-01-01", "1.2.3", "5", "true", "10s");
  }

  @Test
  void emptyValue_isNull() throws ConfigException {
    assertThat(map("a:\nb: 1")).containsEntry("a", null).containsEntry("b", 1);
  }

  @Test
  void explicitTags_count() throws ConfigException {
    assertThat(list("[!!str 5, !!int \"7\", !!float 2]")).containsExactly("5", 7, 2.0);
  }

  @Test
  void explicitTag_thatDoesNotFit() {
    assertThatThrownBy(() -> YamlDocument.parse("f.yaml", "a: !!int x"))
        .hasMessage("f.yaml:1:4: cannot read \"x\" as tag:yaml.org,2002:int");
  }

  @Test
  void javaTag_isRefused() {
    assertThatThrownBy(() -> YamlDocument.parse("f.yaml", "a: !!javax.script.ScriptEngine x"))
        .hasMessageContaining("f.yaml:1:4: Global tag is not allowed");
  }

  @Test
  void positions_areOneBased() throws ConfigException {
    Map<String, Position> positions =
        YamlDocument.parse("f.yaml", "a:\n  b: 1\n  c: [x, y]\n").positions();

    assertThat(positions.get("a::b")).hasToString("f.yaml:2:3");
    assertThat(positions.get("a::c::1")).hasToString("f.yaml:3:10");
  }

  @Test
  void merge_isFlattened() throws ConfigException {
    Map<?, ?> document = map("base: &base {x: 1, y: 2}\nuse:\n  <<: *base\n  y: 3\n");

    assertThat(document.get("use")).isEqualTo(Map.of("x", 1, "y", 3));
  }

  @Test
  void duplicateKeys_areProblems() throws ConfigException {
    YamlDocument document = YamlDocument.parse("f.yaml", "a:\n  b: 1\n  b: 2\n");

    assertThat(document.problems())
        .singleElement()
        .hasToString("a::b: mapping key \"b\" already defined at line 2");
    assertThat(document.positions().get("a::b")).hasToString("f.yaml:3:3");
  }

  @Test
  void tab_isSaidWithItsPlace() {
    assertThatThrownBy(() -> YamlDocument.parse("f.yaml", "a:\n\tb: 1\n"))
        .hasMessageStartingWith("f.yaml:2:1: ")
        .hasMessageContaining("found character '\\t(TAB)' that cannot start any token");
  }

  @Test
  void unclosedQuote_isSaidWithItsPlace() {
    assertThatThrownBy(() -> YamlDocument.parse("f.yaml", "a: \"x\nb: 1\n"))
        .hasMessageStartingWith("f.yaml:3:1: while scanning a quoted scalar: ");
  }

  @Test
  void secondDocument_isRefused() {
    assertThatThrownBy(() -> YamlDocument.parse("f.yaml", "a: 1\n---\nb: 2\n"))
        .hasMessageStartingWith("f.yaml:2:1: expected a single document");
  }

  @Test
  void controlCharacter_isRefused() {
    assertThatThrownBy(() -> YamlDocument.parse("f.yaml", "a: \u0001"))
        .hasMessageStartingWith("f.yaml: special characters are not allowed");
  }

  @Test
  void aliasBomb_isStopped() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int level = 1; level <= 24; level++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(level, level, level - 1, level - 1));
    }

    assertThatThrownBy(() -> YamlDocument.parse("f.yaml", bomb.toString()))
        .hasMessageContaining("more than 100000 values (do aliases multiply?)");
  }

  @Test
  void manyAliases_areStopped() {
    String bomb = "a: &a [x]\nb: [" + "*a, ".repeat(60) + "x]\n";

    assertThatThrownBy(() -> YamlDocument.parse("f.yaml", bomb))
        .hasMessageContaining("Number of aliases for non-scalar nodes exceeds");
  }

  @Test
  void anchorInItself_isStopped() {
    assertThatThrownBy(() -> YamlDocument.parse("f.yaml", "a: &a [*a]"))
        .hasMessageContaining("an anchor contains itself");
  }

  @Test
  void deepNesting_isStopped() {
    assertThatThrownBy(() -> YamlDocument.parse("f.yaml", "[".repeat(10_000) + "]".repeat(10_000)))
        .hasMessageContaining("Nesting Depth exceeded max 50");
  }

  @Test
  void empty_isNull() throws ConfigException {
    assertThat(YamlDocument.parse("f.yaml", "").value()).isNull();
    assertThat(YamlDocument.parse("f.yaml", "# only a comment\n").value()).isNull();
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(String text) throws ConfigException {
    return (List<Object>) Objects.requireNonNull(YamlDocument.parse("f.yaml", text).value());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(String text) throws ConfigException {
    return (Map<String, Object>) Objects.requireNonNull(YamlDocument.parse("f.yaml", text).value());
  }
}
