package io.plumbline.detector.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultDetectionTest {
  @Test
  void of_faultWithIncident_isReportedWhenTheIncidentOpened() {
    Detection detection =
        detection(
            List.of(Reports.fault("cpu-hog", "b", 10, 15)), Reports.incident("x", "b", 11, 15, 80));

    Detection.Result result = detection.results().getFirst();
    assertThat(result.isRightService()).isTrue();
    assertThat(result.delay()).isEqualTo(Duration.ofMinutes(2));
    assertThat(detection.precision()).isEqualTo(1);
    assertThat(detection.recall()).isEqualTo(1);
  }

  @Test
  void of_incidentThatBlamesAnother_isReportedButNotRight() {
    Detection detection =
        detection(
            List.of(Reports.fault("cpu-hog", "b", 10, 15)),
            Reports.incident("x", "a", 11, 15, 80),
            Reports.incident("y", "b", 13, 15, 80));

    assertThat(detection.reported()).isEqualTo(1);
    assertThat(detection.rightService()).isZero();
    assertThat(detection.matched()).isEqualTo(2);
  }

  @Test
  void of_incidentInQuietTime_countsAgainstPrecision() {
    Detection detection =
        detection(
            List.of(Reports.fault("cpu-hog", "b", 10, 15)),
            Reports.incident("early", "b", 2, 4, 80),
            Reports.incident("late", "b", 30, 31, 80));

    assertThat(detection.results().getFirst().incident()).isNull();
    assertThat(detection.precision()).isZero();
    assertThat(detection.medianDelay()).isNull();
  }

  @Test
  void of_incidentAfterAFault_belongsToTheNextOnceThatHasBegun() {
    Detection detection =
        detection(
            List.of(Reports.fault("first", "a", 10, 15), Reports.fault("second", "b", 16, 20)),
            Reports.incident("x", "b", 16, 20, 80));

    assertThat(detection.results().get(0).isReported()).isFalse();
    assertThat(detection.results().get(1).isRightService()).isTrue();
  }

  @Test
  void of_noFaultInTime_saysNothing() {
    Detection detection = detection(List.of(Reports.fault("old", "b", -10, -5)));

    assertThat(detection.results()).isEmpty();
    assertThat(detection.recall()).isNaN();
    assertThat(detection.precision()).isNaN();
  }

  @Test
  void read_startAndEndLines_areOneFault(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("truth.jsonl");
    Files.writeString(
        file,
        """
        {"id":"1","kind":"cpu-hog","service":"b","start":"2026-05-04T10:10:00Z","end":null}
        {"id":"2","kind":"error-burst","service":"a","start":"2026-05-04T10:05:00Z","end":null}

        {"id":"1","kind":"cpu-hog","service":"b","start":"2026-05-04T10:10:00Z","end":"2026-05-04T10:15:00Z"}
        """);

    List<Fault> faults = Fault.read(file);

    assertThat(faults).extracting(Fault::kind).containsExactly("error-burst", "cpu-hog");
    assertThat(faults.get(0).end()).isNull();
    assertThat(faults.get(1).end()).isEqualTo(Reports.minute(15));
  }

  @Test
  void read_wrongLine_saysWhichAndWhy(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("truth.jsonl");
    Files.writeString(file, "\n{\"id\":\"1\",\"kind\":\"cpu-hog\",\"service\":\"b\"}\n");

    assertThatThrownBy(() -> Fault.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("truth.jsonl line 2 is no fault")
        .hasMessageEndingWith("it has no start");
  }

  private static Detection detection(List<Fault> faults, IncidentEntry... incidents) {
    return Detection.of(faults, List.of(incidents), Reports.HOUR);
  }
}
