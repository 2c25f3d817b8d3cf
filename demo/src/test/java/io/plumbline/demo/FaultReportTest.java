package io.plumbline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultReportTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final InjectedFault FAULT =
      new InjectedFault(Fault.ERROR_BURST, START, START.plusSeconds(20));

  @Test
  void incident_ofTheRightServiceDuringTheFault_reports() {
    FaultReport report = FaultReport.of(FAULT, null, List.of(incident("service-a", 10)));

    assertThat(report.reported()).isTrue();
    assertThat(report.delay()).isEqualTo(Duration.ofSeconds(17));
    assertThat(report.others()).isEmpty();
  }

  @Test
  void incident_ofAnotherService_doesNotReport() {
    FaultReport report = FaultReport.of(FAULT, null, List.of(incident("frontend", 10)));

    assertThat(report.reported()).isFalse();
    assertThat(report.others()).containsExactly("frontend");
  }

  @Test
  void incident_openedBeforeTheFault_doesNotReport() {
    assertThat(FaultReport.of(FAULT, null, List.of(incident("service-a", -6))).reported())
        .isFalse();
  }

  @Test
  void incident_longAfterTheFault_doesNotReport() {
    assertThat(FaultReport.of(FAULT, null, List.of(incident("service-a", 45))).reported())
        .isFalse();
  }

  @Test
  void incident_afterTheNextFaultBegan_isNotOfThisOne() {
    Instant next = START.plusSeconds(30);

    FaultReport report =
        FaultReport.of(FAULT, next, List.of(incident("service-a", 10), incident("service-b", 27)));

    assertThat(report.reported()).isTrue();
    assertThat(report.others()).isEmpty();
  }

  private static Incident incident(String blamed, int secondsAfterStart) {
    Instant opened = START.plusSeconds(secondsAfterStart);
    return new Incident(
        "i",
        "open",
        blamed,
        List.of(blamed),
        "major",
        80,
        opened,
        opened,
        opened.plusSeconds(7),
        "errors 40 %");
  }
}
