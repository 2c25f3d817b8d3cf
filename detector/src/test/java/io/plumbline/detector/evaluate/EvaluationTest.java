package io.plumbline.detector.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.detector.model.NoveltyKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
  private static final long DAY = 1_661_126_400;

  @TempDir private Path folder;

  @Test
  void run_tableWithOutliers_measuresTheForest() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder csv = new StringBuilder("f0,f1,label\n");
    for (int i = 0; i < 500; i++) {
      double far = i % 50 == 0 ? 9 : 0;
      csv.append(random.nextGaussian() + far).append(',').append(random.nextGaussian() - far);
      csv.append(far > 0 ? ",1\n" : ",0\n");
    }
    write("outliers.csv.gz", csv);

    List<Result> results = run();

    assertThat(results).extracting(Result::name).containsExactly("outliers", "mean");
    assertThat(results.getFirst().measures().get("auc")).isGreaterThan(0.99);
  }

  @Test
  void run_seriesWithAFault_findsAndExplainsIt() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder csv = new StringBuilder("split,label,m1,m2,m3\n");
    for (int i = 0; i < 288 * 8; i++) {
      boolean test = i >= 288 * 6;
      boolean broken = test && i >= 288 * 7 && i < 288 * 7 + 10;
      double wave = 0.5 + 0.3 * Math.sin(2 * Math.PI * i / 288);
      csv.append(test ? "test," : "train,").append(broken ? 1 : 0);
      for (int j = 0; j < 3; j++) {
        double noise = 0.02 * random.nextGaussian() + (broken && j == 1 ? 0.4 : 0);
        csv.append(',').append(wave + noise);
      }
      csv.append('\n');
    }
    write("server.csv", csv);
    Path labels = Files.createDirectory(folder.resolve("interpretation_label"));
    Files.writeString(labels.resolve("server.txt"), "288-297:2\n");

    List<Result> results = run();

    assertThat(results).extracting(Result::name).containsExactly("server", "mean", "events");
    assertThat(results.getFirst().measures().get("ap")).isGreaterThan(0.9);
    assertThat(results.getFirst().measures().get("explained")).isEqualTo(1);
    assertThat(results.getLast().measures().get("event_recall")).isEqualTo(1);
    assertThat(results.getLast().measures().get("incidents_per_day")).isLessThan(1.1);
  }

  @Test
  void run_logLines_measuresTheirGrouping() throws IOException {
    StringBuilder csv = new StringBuilder("LineId,Content,EventId,EventTemplate\n");
    for (int i = 0; i < 40; i++) {
      csv.append(i).append(",\"Connected to 10.0.0.").append(i).append(", port ").append(i * 7);
      csv.append("\",E1,x\n").append(i).append(",Session closed,E2,y\n");
    }
    write("sys_2k.log_structured.csv", csv);

    assertThat(run().getFirst().measures().get("grouping_accuracy")).isEqualTo(1);
  }

  @Test
  void run_dayOfServices_findsTheCauses() throws IOException {
    writeDay();
    Files.writeString(
        folder.resolve("fault_list.json"),
        "{\"08\": [" + fault(200) + "], \"09\": [" + fault(300) + "]}");

    List<Result> results = run();

    assertThat(results).extracting(Result::format).containsOnly("services");
    assertThat(results.getFirst().measures())
        .containsEntry("cause_first", 1.0)
        .containsEntry("found_cause_first", 1.0)
        .containsEntry("false_onsets_per_hour", 0.0);
    assertThat(results.getFirst().measures().get("auc")).isGreaterThan(0.9);
  }

  @Test
  void run_faultWhereNothingIsMeasured_isMissed() throws IOException {
    writeDay();
    Files.writeString(
        folder.resolve("fault_list.json"),
        "{\"08\": [" + fault(200) + "," + fault(300).replace("cart", "other") + "]}");

    assertThat(run().getFirst().measures())
        .containsEntry("cause_first", 0.5)
        .containsEntry("cause_in_3", 0.5);
  }

  @Test
  void run_dayOfServicesWithoutFaultList_saysSo() throws IOException {
    writeDay();

    assertThatThrownBy(this::run).hasMessageContaining("no …fault_list.json in it or above");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'03': [{'inject_pod': 'cart-579f59597d-wc2lz'}]} | expected hours with lists of"
            + " inject_timestamp",
        "{'03': 7 | expected hours with lists of inject_timestamp",
        "{'03': [{'inject_timestamp': 'x', 'inject_pod': 'cart-579f59597d-wc2lz'}]} | expected"
            + " hours with",
      })
  void run_badFaultList_saysWhat(String list, String message) throws IOException {
    writeDay();
    Files.writeString(folder.resolve("fault_list.json"), list.replace('\'', '"'));

    assertThatThrownBy(this::run).isInstanceOf(IOException.class).hasMessageContaining(message);
  }

  private static String fault(int minute) {
    return "{\"inject_timestamp\": \"%d\", \"inject_pod\": \"cart-579f59597d-wc2lz\"}"
        .formatted(DAY + minute * 60L);
  }

  /** Two services, the second of which uses up its processor from minutes 200 and 300 on. */
  private void writeDay() throws IOException {
    Path metrics = Files.createDirectory(folder.resolve("metric"));
    SplittableRandom random = new SplittableRandom(1);
    for (String service : List.of("shop", "cart")) {
      StringBuilder csv = new StringBuilder("Time,TimeStamp,PodName,Cpu,PodWorkload(Ops)\n");
      for (int i = 0; i < 400; i++) {
        boolean faulty = service.equals("cart") && i % 100 < 4 && i >= 200;
        Instant time = Instant.ofEpochSecond(DAY + i * 60L + 30);
        csv.append(time.toString().replace('T', ' ').replace("Z", ".5 +0000 UTC m=+0.1"));
        csv.append(",7,").append(service).append("-579f59597d-wc2lz,");
        csv.append(5 + random.nextGaussian() + (faulty ? 30 : 0)).append(',');
        csv.append(20 + random.nextGaussian()).append('\n');
      }
      write(metrics.getFileName() + "/" + service + ".csv.gz", csv);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f0,label;1,0;x,1 | row 3, column f0: not a number: x",
        "f0,label;1,0;2 | row 3 has 1 fields, the first line has 2 names",
        "a,b;1,2 | none of the 1 CSV files has a known first line",
      })
  void run_badTable_saysWhereAndWhat(String lines, String message) throws IOException {
    write("bad.csv", new StringBuilder(lines.replace(';', '\n')).append('\n'));

    assertThatThrownBy(this::run).isInstanceOf(IOException.class).hasMessageContaining(message);
  }

  @Test
  void of_folderWithoutTables_saysSo() {
    assertThatThrownBy(this::run).hasMessageContaining("no .csv or .csv.gz file");
    assertThatThrownBy(() -> Evaluation.of(folder.resolve("none"), NoveltyKind.OURS, 1))
        .hasMessageContaining("no such file or folder");
  }

  private List<Result> run() throws IOException {
    return Evaluation.of(folder, NoveltyKind.OURS, 42).run(_ -> {});
  }

  private void write(String name, StringBuilder csv) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
      out.write(csv.toString().getBytes(UTF_8));
    }
  }
}
