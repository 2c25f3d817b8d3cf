package io.plumbline.detector.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowReaderTest {
  private static final long STEP = 60;
  private static final double[] NORMAL = {0, 0, 0};
  private static final double[] HIGH = {3, 0, 0};

  private final ServiceModel model = model();

  @Test
  void read_stepInsideTheNormalRange_isOdderThanTheSameLevelHeld() {
    WindowReader moved = model.reader();
    WindowReader held = model.reader();
    for (int i = 0; i < 12; i++) {
      moved.read(i * STEP, NORMAL);
      held.read(i * STEP, HIGH);
    }

    double step = moved.read(12 * STEP, HIGH).lenses()[2];

    assertThat(step).isGreaterThan(held.read(12 * STEP, HIGH).lenses()[2]);
  }

  @Test
  void read_backToNormalAfterAFault_isRecoveringAndRaisesNoAlarm() {
    WindowReader reader = model.reader();
    double[] broken = {15, 15, 0};
    for (int i = 0; i < 6; i++) {
      assertThat(reader.read(i * STEP, broken).recovering()).isFalse();
    }

    Reading back = reader.read(6 * STEP, NORMAL);

    assertThat(back.recovering()).isTrue();
    assertThat(back.surprise()).isGreaterThan(4);
    assertThat(back.alarm()).isLessThan(2);
  }

  @Test
  void read_afterWindowsThatWerePassed_isAsAfterWindowsThatWereRead() {
    WindowReader read = model.reader();
    WindowReader passed = model.reader();
    for (int i = 0; i < WindowReader.REACH; i++) {
      double[] row = {i % 3, i % 2, -1};
      read.read(i * STEP, row);
      passed.pass(i * STEP, row);
    }

    assertThat(passed.read(20 * STEP, HIGH).surprise())
        .isEqualTo(read.read(20 * STEP, HIGH).surprise());
  }

  @Test
  void read_afterALongGap_comparesWithNothing() {
    WindowReader reader = model.reader();
    for (int i = 0; i < 12; i++) {
      reader.read(i * STEP, NORMAL);
    }

    assertThat(reader.read(1000 * STEP, HIGH).surprise())
        .isEqualTo(model.reader().read(1000 * STEP, HIGH).surprise());
  }

  /** Levels that wander slowly, so that a step is odd though the level is not. */
  private static ServiceModel model() {
    SplittableRandom random = new SplittableRandom(1);
    double[][] rows = new double[3000][3];
    for (int i = 1; i < rows.length; i++) {
      for (int j = 0; j < 3; j++) {
        rows[i][j] = 0.98 * rows[i - 1][j] + 0.2 * random.nextGaussian();
      }
    }
    List<Column> columns =
        LongStream.range(0, 3)
            .mapToObj(
                j -> new Column("f" + j, Transform.LINEAR, 0, 1e-9, 0, Column.NO_TRIALS, true))
            .toList();
    long[] times = LongStream.range(0, rows.length).map(i -> i * STEP).toArray();
    return ServiceModel.train(columns, new History(STEP, times, rows), 3, NoveltyKind.OURS);
  }
}
