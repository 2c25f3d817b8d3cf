package io.plumbline.detector.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ConfigSectionTest {
  private final List<ConfigProblem> problems = new ArrayList<>();

  private enum Color {
    RED,
    DARK_BLUE
  }

  @Test
  void accessors_absentOrNull_giveTheDefault() {
    ConfigSection section = section("{'count': null}");

    assertThat(section.integer("count", 7, 0, 10)).isEqualTo(7);
    assertThat(section.string("name")).isNull();
    assertThat(section.duration("wait", Duration.ofHours(1), Duration.ZERO, Duration.ofDays(1)))
        .isEqualTo(Duration.ofHours(1));
    assertThat(section.strings("to")).isEmpty();
    assertThat(section.sections("rules")).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void accessors_fittingValues_giveThem() {
    ConfigSection section =
        section(
            "{'count': 3, 'share': 0.5, 'wait': '90s', 'color': 'dark_blue', 'on': true,"
                + " 'to': ['a', 'b'], 'headers': {'x': 'y'}}");

    assertThat(section.integer("count", 7, 0, 10)).isEqualTo(3);
    assertThat(section.number("share", 0, 0, 1)).isEqualTo(0.5);
    assertThat(section.duration("wait", Duration.ZERO, Duration.ZERO, Duration.ofDays(1)))
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(section.choice("color", Color.RED)).isEqualTo(Color.DARK_BLUE);
    assertThat(section.flag("on", false)).isTrue();
    assertThat(section.strings("to")).containsExactly("a", "b");
    assertThat(section.stringMap("headers")).isEqualTo(Map.of("x", "y"));
    section.rejectUnknownKeys();
    assertThat(problems).isEmpty();
  }

  @Test
  void accessors_whatDoesNotFit_areAllFoundInOnePass() {
    ConfigSection section =
        section(
            "{'count': 11, 'half': 2.5, 'share': 'much', 'wait': '1 hour', 'color': 'green',"
                + " 'on': 'yes', 'to': {}, 'rules': [{}, 5], 'blank': ' ', 'oops': 1}");

    section.integer("count", 7, 0, 10);
    section.integer("half", 7, 0, 10);
    section.number("share", 0, 0, 1);
    section.duration("wait", Duration.ZERO, Duration.ZERO, Duration.ofDays(1));
    section.choice("color", Color.RED);
    section.flag("on", false);
    section.strings("to");
    section.sections("rules");
    section.requiredString("blank");
    section.requiredString("url");
    section.rejectUnknownKeys();

    assertThat(problems.stream().map(ConfigProblem::toString))
        .containsExactly(
            "top.count: expected a whole number from 0 to 10, found 11",
            "top.half: expected a whole number from 0 to 10, found 2.5",
            "top.share: expected a number from 0 to 1, found \"much\"",
            "top.wait: expected a duration like 30s, 5m or 1h, from 0ms to 1d, found '1 hour'",
            "top.color: expected one of red, dark_blue, found 'green'",
            "top.on: expected true or false, found \"yes\"",
            "top.to: expected a list of texts, found an object",
            "top.rules[1]: expected an object with keys, found 5",
            "top.blank: expected text, found blank text",
            "top.url: expected text, found nothing",
            "top.oops: unknown key; known here: blank, color, count, half, on, rules, share, to,"
                + " url, wait");
  }

  @Test
  void section_notAnObject_isOneProblem() {
    section("[1]");

    assertThat(problems)
        .containsExactly(new ConfigProblem("top", "expected an object with keys, found a list"));
  }

  @Test
  void durationText_isTheShortest() {
    assertThat(DurationText.of(Duration.ofDays(2))).isEqualTo("2d");
    assertThat(DurationText.of(Duration.ofSeconds(90))).isEqualTo("90s");
    assertThat(DurationText.of(Duration.ofMillis(1500))).isEqualTo("1500ms");
    assertThat(DurationText.of(Duration.ZERO)).isEqualTo("0ms");
  }

  private ConfigSection section(String json) {
    String text = json.replace('\'', '"');
    return new ConfigSection("top", JsonMapper.shared().readTree(text), problems);
  }
}
