package io.plumbline.detector.cli;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Scores of CSV files, and what is said of bad ones. */
class ScoreCommandTest {
  private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
  private static final int ROWS = 600;
  private static final int ODD = 550;

  @TempDir private Path folder = Path.of("");

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static CommandRun score(Object... args) {
    String[] all = new String[args.length + 1];
    all[0] = "score";
    for (int i = 0; i < args.length; i++) {
      all[i + 1] = args[i].toString();
    }
    return CommandRun.of(NOW, all);
  }

  /** Two columns that go together, except in one row, in which each alone is usual. */
  private static String correlated(boolean timed) {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder(timed ? "time,a,b\n" : "a,b\n");
    for (int i = 0; i < ROWS; i++) {
      double a = random.nextGaussian();
      double b = i == ODD ? -2 : a + 0.1 * random.nextGaussian();
      a = i == ODD ? 2 : a;
      if (timed) {
        text.append(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(300L * i)).append(',');
      }
      text.append(String.format(Locale.ROOT, "%.4f,%.4f%n", 100 + a, 5e6 * (1 + b / 100)));
    }
    return text.toString();
  }

  @Test
  void score_trainRows_findsTheOddRow() throws IOException {
    CommandRun run = score(write("rows.csv", correlated(true)), "--train-rows", 500);

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(1 + ROWS - 500);
    assertThat(lines.getFirst()).isEqualTo("line,score,surprise,severity,time,top_features");
    assertThat(lines.stream().skip(1).max(Comparator.comparingDouble(ScoreCommandTest::score)))
        .hasValueSatisfying(
            line -> assertThat(line).startsWith(ODD + 2 + ",").contains("2026-01-02T21:50:00Z"));
  }

  private static double score(String line) {
    return Double.parseDouble(line.split(",", -1)[2]);
  }

  @Test
  void score_trainFileAndOut_writesJsonForEachRow() throws IOException {
    String text = correlated(false);
    Path train = write("train.csv", text.substring(0, text.indexOf('\n', 9_000) + 1));
    Path out = write("scores.jsonl", "old");

    CommandRun run = score(write("rows.csv", text), "--train", train, "--json", "--out", out);

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSize(ROWS);
    JsonNode odd = JsonMapper.shared().readTree(lines.get(ODD));
    assertThat(odd.path("line").asInt()).isEqualTo(ODD + 2);
    assertThat(odd.path("score").asDouble()).isGreaterThan(40);
    assertThat(odd.path("features")).hasSize(2);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void score_standardInputWithByteOrderMark_isRead() {
    InputStream before = System.in;
    String text = "\uFEFF\"a\",b\n" + correlated(false).substring(4);
    System.setIn(new ByteArrayInputStream(text.getBytes(UTF_8)));
    try {
      CommandRun run = score("-", "--train-rows", 500);

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out().lines()).hasSize(1 + ROWS - 500);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void score_missingAndExtremeValues_areScored() throws IOException {
    String text = correlated(false) + ",\n1e300,-1e300\nNaN,5e6\n100,5e6\n";

    CommandRun run = score(write("rows.csv", text), "--train-rows", ROWS);

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(2)).contains(",critical,");
    assertThat(lines.get(4)).contains(",warning,");
  }

  @Test
  void score_badRowLate_leavesTheOldFile() throws IOException {
    Path out = write("scores.csv", "old");

    CommandRun run =
        score(write("rows.csv", correlated(false) + "1,x\n"), "--train-rows=500", "--out=" + out);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(out).hasContent("old");
  }

  @Test
  void score_outThatIsNoFile_isRefusedBeforeTheWork() throws IOException {
    Path rows = write("rows.csv", "nothing of this is read");
    Path none = folder.resolve("none");

    assertThat(score(rows, "--train-rows=50", "--out=" + folder).err())
        .isEqualToIgnoringNewLines("detector: --out: " + folder + " is a folder, expected a file");
    assertThat(score(rows, "--train-rows=50", "--out=" + none.resolve("scores.csv")).err())
        .isEqualToIgnoringNewLines("detector: --out: there is no folder " + none);
  }

  @Test
  void score_anotherEncoding_isNamed() throws IOException {
    Path wide = folder.resolve("wide.csv");
    Files.writeString(wide, correlated(false), UTF_16);

    assertThat(score(wide, "--train-rows=50").err())
        .isEqualToIgnoringNewLines(
            "detector: " + wide + ":1: not text in UTF-8: it has bytes of zero");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                       | bad.csv:1: empty, expected a line of column names
          'a,b\\n'                  | bad.csv:1: 0 rows to learn from, at least 20 are needed
          'a,b\\n1,2\\n1\\n'          | bad.csv:3: 1 fields, the header has 2
          'a,b\\n1,2,3\\n'           | bad.csv:2: 3 fields, the header has 2
          'a,b\\n1,2\\n\\n1,two\\n'    | bad.csv:4: column b: not a number
          'a,b\\n1,0x10\\n'          | bad.csv:2: column b: not a number
          'a,b\\n1,1e999\\n'         | bad.csv:2: column b: not a number
          'a,b\\n1,"2\\n3"\\n'        | bad.csv:2: column b: not a number
          '1,2\\n3,4\\n'             | bad.csv:1: expected a line of column names, found numbers: [1, 2]
          'a,a\\n3,4\\n'             | bad.csv:1: two columns are named a
          'a,,b\\n3,4,5\\n'          | bad.csv:1: a column without a name: [a, , b]
          'time,b\\nnoon,2\\n'       | bad.csv:2: column time: expected epoch seconds or a time
          'time,b\\n1767225600000,2\\n' | bad.csv:2: column time: expected epoch seconds or a time
          'time,b\\n9,2\\n9,2\\n'     | bad.csv:3: the time
          'time\\n9\\n'              | bad.csv:1: 0 columns of numbers, expected from 1 to 500
          """)
  void score_badInput_isToldWithItsLine(String text, String message) throws IOException {
    Path bad = write("bad.csv", text.replace("\\n", "\n"));

    CommandRun run = score(bad, "--train-rows", 100);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("detector: " + folder + "/" + message).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void score_nothingToLearnFromOrNoFile_saysWhatToGive() throws IOException {
    Path rows = write("rows.csv", correlated(false));

    assertThat(score(rows).err()).contains("--train-rows COUNT or --train FILE").hasLineCount(1);
    assertThat(score(rows, "--train-rows=9", "--train=x.csv").err()).contains("not both");
    assertThat(score(rows, "--train-rows", ROWS).err()).contains("no rows to score after those");
    assertThat(score(rows, "--train-rows=50", "--ignore=c").err()).contains("no column c");
    assertThat(score(folder.resolve("none.csv"), "--train-rows=50").err())
        .isEqualToIgnoringNewLines("detector: There is no file " + folder.resolve("none.csv"));
    assertThat(score(folder, "--train-rows=50").err()).contains("is a folder");
    assertThat(score(rows, "--train-rows=50", "--step=1ms").err()).contains("--step must be");
    assertThat(score(write("text.csv.gz", "a,b"), "--train-rows=50").err()).contains("not gzip");
  }
}
