package io.plumbline.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigSectionTest {
  private enum Level {
    BASIC,
    NORMAL
  }

  private final List<ConfigProblem> problems = new ArrayList<>();

  @Test
  void everything_thatFits() throws ConfigException {
    ConfigSection section =
        section(
            """
            text: a
            flag: true
            count: 5
            big: 1e3
            ratio: 0.5
            wait: 1m30s
            never: 0
            level: normal
            list: [a, b]
            commas: a,b
            headers: {k: v}
            """);

    assertThat(section.string("text", "")).isEqualTo("a");
    assertThat(section.bool("flag", false)).isTrue();
    assertThat(section.integer("count", 0, 0, 10)).isEqualTo(5);
    assertThat(section.integer("big", 0, 0, 1000)).isEqualTo(1000);
    assertThat(section.number("ratio", 0)).isEqualTo(0.5);
    assertThat(section.duration("wait", Duration.ZERO)).isEqualTo(Duration.ofSeconds(90));
    assertThat(section.duration("never", Duration.ofDays(1))).isZero();
    assertThat(section.choice("level", Level.class, Level.BASIC)).isEqualTo(Level.NORMAL);
    assertThat(section.strings("list", List.of())).containsExactly("a", "b");
    assertThat(section.strings("commas", List.of())).containsExactly("a", "b");
    assertThat(section.stringMap("headers")).isEqualTo(Map.of("k", "v"));
    section.rejectUnknownKeys();
    assertThat(problems).isEmpty();
  }

  @Test
  void nothing_givesDefaults() throws ConfigException {
    ConfigSection section = section("text:\nlist: ~\n");

    assertThat(section.string("text", "d")).isEqualTo("d");
    assertThat(section.strings("list", List.of("d"))).containsExactly("d");
    assertThat(section.integer("count", 7, 0, 10)).isEqualTo(7);
    assertThat(section.optionalSection("tls")).isNull();
    assertThat(problems).isEmpty();
  }

  @Test
  void everything_thatDoesNotFit() throws ConfigException {
    ConfigSection section =
        section(
            """
            text: 5
            flag: "true"
            count: 11
            ratio: x
            wait: 10
            level: loud
            list: [a, 1]
            headers: {k: 1}
            nested: 5
            blocks: [5]
            """);

    section.string("text", "");
    section.bool("flag", false);
    section.integer("count", 0, 0, 10);
    section.number("ratio", 0);
    section.duration("wait", Duration.ZERO);
    section.choice("level", Level.class, Level.BASIC);
    section.strings("list", List.of());
    section.stringMap("headers");
    section.section("nested");
    section.sections("blocks");

    assertThat(problems)
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "at::text: expected a string, found 5",
            "at::flag: expected true or false, found \"true\"",
            "at::count: expected a whole number from 0 to 10, found 11",
            "at::ratio: expected a number, found \"x\"",
            "at::wait: expected a duration such as 300ms, 10s or 1h30m, found 10",
            "at::level: expected one of basic, normal, found \"loud\"",
            "at::list::1: expected a string, found 1",
            "at::headers::k: expected a string, found 1",
            "at::nested: expected a mapping, found 5",
            "at::blocks::0: expected a mapping, found 5");
  }

  @Test
  void unknownKeys_areListed() throws ConfigException {
    ConfigSection section = section("endpoint: x\nport: 1\nhots: y\n");
    section.string("endpoint", "");
    section.string("host", "");

    section.rejectUnknownKeys();

    assertThat(problems)
        .singleElement()
        .hasToString("at: 'at' has invalid keys: port, hots (valid keys: endpoint, host)");
  }

  @Test
  void optionalSection_presentMeansOn() throws ConfigException {
    ConfigSection section =
        section("empty:\non: {enabled: true, x: 1}\noff: {enabled: false, x: 1}\n");

    assertThat(section.optionalSection("empty")).isNotNull();
    assertThat(section.optionalSection("on")).isNotNull();
    assertThat(section.optionalSection("off")).isNull();
  }

  private ConfigSection section(String text) throws ConfigException {
    Map<String, Object> values =
        new ConfigLoader(Map.of()).load(List.of("yaml:" + text), List.of()).values();
    return new ConfigSection("at", values, problems);
  }
}
