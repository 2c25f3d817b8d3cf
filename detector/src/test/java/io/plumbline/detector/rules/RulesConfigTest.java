package io.plumbline.detector.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.config.ConfigProblem;
import io.plumbline.detector.config.ConfigSection;
import io.plumbline.detector.features.Feature;
import io.plumbline.detector.rules.RuleConfig.BatchDuration;
import io.plumbline.detector.rules.RuleConfig.BatchEfficiency;
import io.plumbline.detector.rules.RuleConfig.BatchFailed;
import io.plumbline.detector.rules.RuleConfig.BatchMemory;
import io.plumbline.detector.rules.RuleConfig.BatchMemoryNegative;
import io.plumbline.detector.rules.RuleConfig.ErrorCount;
import io.plumbline.detector.rules.RuleConfig.ErrorRatio;
import io.plumbline.detector.rules.RuleConfig.Head;
import io.plumbline.detector.rules.RuleConfig.NewErrorTemplate;
import io.plumbline.detector.rules.RuleConfig.NoData;
import io.plumbline.detector.rules.RuleConfig.Side;
import io.plumbline.detector.rules.RuleConfig.Source;
import io.plumbline.detector.rules.RuleConfig.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RulesConfigTest {
  private final List<ConfigProblem> problems = new ArrayList<>();

  @Test
  void read_nothing_isTheDefault() {
    assertThat(read("{}")).isEqualTo(RulesConfig.DEFAULT);
    assertThat(problems).isEmpty();
    assertThat(RulesConfig.DEFAULT.rules())
        .containsExactly(
            new ErrorRatio(head("error-ratio", 6), 0.2, Duration.ofMinutes(1), 20),
            new NoData(head("no-data", 8), Duration.ofMinutes(5), Duration.ofDays(1)),
            new NewErrorTemplate(head("new-error-template", 4)),
            new BatchFailed(head("batch-failed", 8)),
            new BatchDuration(head("batch-duration", 4), Duration.ofHours(1)),
            new BatchMemory(head("batch-memory", 4), 100e6),
            new BatchMemoryNegative(head("batch-memory-negative", 4)),
            new BatchEfficiency(
                head("batch-efficiency", 4), 20, new Efficiency(Duration.ofHours(1), 100e6)));
  }

  @Test
  void read_everyKind_isThat() {
    RulesConfig config =
        read(
            """
            {"rules": [
              {"id": "a", "type": "error_count", "source": "logs", "count": 7, "period": "30s",
               "services": ["shop-*"], "surprise": 5},
              {"id": "b", "type": "error_ratio", "ratio": 0.1, "period": "2m", "requests": 50},
              {"id": "c", "type": "threshold", "feature": "cpu", "above": 0.9, "windows": 5},
              {"id": "d", "type": "threshold", "feature": "request_rate", "below": 1},
              {"id": "e", "type": "no_data", "period": "1m", "gone_after": "2h"},
              {"id": "f", "type": "batch_duration", "limit": "2h"},
              {"id": "g", "type": "batch_memory", "limit_megabytes": 500},
              {"id": "h", "type": "batch_efficiency", "limit": 30, "reference_duration": "10m",
               "reference_megabytes": 200},
              {"id": "no-data", "enabled": false},
              {"id": "batch-failed", "type": "batch_failed", "surprise": 6}
            ]}
            """);

    assertThat(problems).isEmpty();
    assertThat(config.rules())
        .contains(
            new ErrorCount(
                new Head("a", List.of("shop-*"), 5), Source.LOGS, 7, Duration.ofSeconds(30)),
            new ErrorRatio(head("b", 6), 0.1, Duration.ofMinutes(2), 50),
            new Threshold(head("c", 6), Feature.CPU, Side.ABOVE, 0.9, 5),
            new Threshold(head("d", 6), Feature.REQUEST_RATE, Side.BELOW, 1, 3),
            new NoData(head("e", 8), Duration.ofMinutes(1), Duration.ofHours(2)),
            new BatchDuration(head("f", 4), Duration.ofHours(2)),
            new BatchMemory(head("g", 4), 500e6),
            new BatchEfficiency(head("h", 4), 30, new Efficiency(Duration.ofMinutes(10), 200e6)),
            new BatchFailed(head("batch-failed", 6)))
        .hasSize(15)
        .noneMatch(rule -> rule.id().equals("no-data"));
  }

  @Test
  void read_mistakes_areAllNamedWithTheirPath() {
    read(
        """
        {"rules": [
          {"type": "error_count", "count": 0},
          {"id": "a", "type": "error_ratio", "ratio": 20},
          {"id": "a", "type": "threshold", "feature": "speed", "windows": 0},
          {"id": "b", "type": "threshold", "feature": "cpu", "above": 1, "below": 1},
          {"id": "c", "type": "no_data", "period": "1h", "gone_after": "1m"},
          {"id": "d", "type": "magic"},
          {"id": "e"},
          {"id": "f", "enabled": false},
          {"id": "g", "type": "batch_failed", "limit": 3},
          "h"
        ]}
        """);

    assertThat(problems.stream().map(ConfigProblem::toString))
        .containsExactly(
            "rules[9]: expected an object with keys, found \"h\"",
            "rules[0].id: expected text, found nothing",
            "rules[0].count: expected a whole number from 1 to 1000000000, found 0",
            "rules[1].ratio: expected a number from 0 to 1, found 20",
            "rules[2].id: expected an id that no other rule has, found 'a'",
            "rules[2].feature: expected one of request_rate, error_rate, latency_p50, latency_p95,"
                + " latency_p99, self_time, edge_time, self_error_rate, log_error_rate,"
                + " log_warn_rate, log_info_rate, cpu, memory, memory_retained; found 'speed'",
            "rules[2].above: expected a limit in above or below, found none",
            "rules[2].windows: expected a whole number from 1 to 1000, found 0",
            "rules[3].below: expected a limit in above or below, found both",
            "rules[4].gone_after: expected more than the period",
            "rules[5].type: expected one of error_count, error_ratio, threshold, no_data,"
                + " new_error_template, batch_failed, batch_duration, batch_memory,"
                + " batch_memory_negative, batch_efficiency, found 'magic'",
            "rules[6].type: expected text, found nothing",
            "rules[7].id: expected the id of a default rule to leave out, found 'f'",
            "rules[8].limit: unknown key; known here: enabled, id, services, surprise, type");
  }

  private RulesConfig read(String json) {
    return RulesConfig.read(new ConfigSection("", JsonMapper.shared().readTree(json), problems));
  }

  private static Head head(String id, double surprise) {
    return new Head(id, List.of(), surprise);
  }
}
