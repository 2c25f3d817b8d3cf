package io.plumbline.detector.alert;

import static io.plumbline.detector.alert.Messages.NOON;
import static io.plumbline.detector.alert.Messages.closed;
import static io.plumbline.detector.alert.Messages.opened;
import static io.plumbline.detector.alert.Messages.rose;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.explain.Severity;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertDigestTest {
  @Test
  void digest_fewMessages_countsAndListsThem() {
    AlertDigest digest =
        new AlertDigest(List.of(opened("a"), opened("b"), rose("b"), closed("a")), NOON);

    assertThat(digest.headline())
        .isEqualTo("[MAJOR] digest: 4 alerts: 2 opened, 1 rose, 1 closed; 1 major, 3 minor");
    assertThat(digest.severity()).isEqualTo(Severity.MAJOR);
    assertThat(digest.score()).isEqualTo(60);
    assertThat(digest.service()).isEqualTo("service-a, service-b");
    assertThat(digest.explanation().lines())
        .containsExactly(
            "[MAJOR] rose: service-b is slow (service-b)",
            "[MINOR] opened: service-a is slow (service-a)",
            "[MINOR] opened: service-b is slow (service-b)",
            "[MINOR] closed: service-a is slow (service-a)");
  }

  @Test
  void digest_manyMessages_saysHowManyMore() {
    AlertDigest digest =
        new AlertDigest(IntStream.range(0, 50).mapToObj(i -> opened("" + i)).toList(), NOON);

    assertThat(digest.explanation().lines()).hasSize(21).endsWith("and 30 more");
    assertThat(digest.service()).endsWith("service-9 and 40 more");
  }
}
