package io.plumbline.detector.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceModelTest {
  private static final long SEED = 42;

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 12, 20, 40})
  void read_oneFeatureAMillionSigmasOff_isFound(int features) {
    ServiceModel model = trained(features, 1000, 1);
    double[] row = new double[features];
    row[features / 2] = 1e6;

    Reading reading = read(model, row);

    assertThat(reading.surprise()).isGreaterThanOrEqualTo(8);
    assertThat(reading.shares()[features / 2]).isGreaterThan(0.5);
  }

  @Test
  void read_billionSigmas_isNotLessThanAMillion() {
    ServiceModel model = trained(12, 1000, 1);
    double[] far = new double[12];
    double[] farther = new double[12];
    far[3] = 1e6;
    farther[3] = 1e9;

    assertThat(read(model, farther).surprise()).isGreaterThanOrEqualTo(read(model, far).surprise());
  }

  @Test
  void read_missingFeatureOfNormalRow_hardlyMovesTheScore() {
    ServiceModel model = trained(12, 1000, 1);
    for (double[] row : gaussian(12, 50, 77)) {
      double[] normal = Arrays.stream(row).map(value -> Math.clamp(value, -1, 1)).toArray();
      double score = read(model, normal).score();
      for (int j = 0; j < 12; j++) {
        double[] holed = normal.clone();
        holed[j] = Double.NaN;

        assertThat(read(model, holed).score()).isBetween(score - 5, score + 5);
      }
    }
  }

  @Test
  void read_missingFeatureOfAnyRow_neverAlarms() {
    ServiceModel model = trained(12, 1000, 1);
    for (double[] row : gaussian(12, 200, 78)) {
      double score = read(model, row).score();
      row[5] = Double.NaN;

      assertThat(read(model, row).score()).isLessThan(score + 5);
    }
  }

  @Test
  void read_everythingMissing_isCalm() {
    double[] row = new double[12];
    Arrays.fill(row, Double.NaN);

    assertThat(read(trained(12, 1000, 1), row).score()).isLessThan(5);
  }

  @Test
  void read_constantTraining_isCalmAtTheConstantAndLoudElsewhere() {
    double[][] rows = new double[100][3];
    for (double[] row : rows) {
      row[0] = 5;
    }
    ServiceModel model = train(columns(3), rows);

    assertThat(read(model, new double[] {5, 0, 0}).score()).isLessThan(5);
    assertThat(read(model, new double[] {5, 15, 0}).surprise()).isGreaterThan(8);
  }

  @Test
  void read_featureNeverSeenInTraining_saysNothing() {
    double[][] rows = gaussian(3, 200, 1);
    for (double[] row : rows) {
      row[2] = Double.NaN;
    }
    ServiceModel model = train(columns(3), rows);

    assertThat(read(model, new double[] {0, 0, 1e6}).score()).isLessThan(5);
    assertThat(model.typical(2).median()).isNaN();
  }

  @Test
  void read_lowValueWhereOnlyHighIsOdd_countsLittle() {
    Column high = new Column("high", Transform.LINEAR, 0, 1e-9, 0, Column.NO_TRIALS, false);
    List<Column> columns = List.of(high, column(1), column(2));
    ServiceModel model = train(columns, gaussian(3, 1000, 1));

    assertThat(read(model, new double[] {-100, 0, 0}).surprise()).isLessThan(3);
    assertThat(read(model, new double[] {100, 0, 0}).surprise()).isGreaterThan(8);
  }

  @Test
  void read_wildTrainingWindows_doNotHideAnomalies() {
    double[][] rows = gaussian(6, 400, 1);
    for (int i = 0; i < 12; i++) {
      rows[30 * i + 5][i % 6] = 500;
    }
    ServiceModel model = train(columns(6), rows);

    assertThat(read(model, new double[] {12, 0, 12, 0, 0, 0}).surprise()).isGreaterThan(4);
  }

  @Test
  void read_normalWindows_areSeldomOdd() {
    ServiceModel model = trained(12, 720, 1);
    int odd = 0;
    for (double[] row : gaussian(12, 5000, 99)) {
      odd += read(model, row).surprise() >= 3 ? 1 : 0;
    }

    assertThat(odd).as("of 5000, of which 5 are expected").isLessThan(40);
  }

  @Test
  void train_brokenCorrelation_isFoundOnceMature() {
    double[][] rows = gaussian(2, 2000, 1);
    for (double[] row : rows) {
      row[1] = row[0] + 0.1 * row[1];
    }
    ServiceModel mature = train(columns(2), rows);

    assertThat(read(mature, new double[] {2, 2}).surprise()).isLessThan(3);
    assertThat(read(mature, new double[] {2, -2}).surprise()).isGreaterThan(4);
  }

  @Test
  void train_sameSeedAndRows_sameScoreToTheBit() {
    double[][] probes = gaussian(8, 100, 5);

    ServiceModel first = trained(8, 500, 1);
    ServiceModel second = trained(8, 500, 1);

    for (double[] probe : probes) {
      assertThat(read(first, probe).surprise()).isEqualTo(read(second, probe).surprise());
    }
  }

  @Test
  void train_manyAtOnce_sameScoreToTheBit() {
    double[] probe = {1, 2, 3, 4, 5, 6, 7, 8};

    List<Double> surprises =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(_ -> read(trained(8, 500, 1), probe).surprise())
            .toList();

    assertThat(surprises).containsOnly(read(trained(8, 500, 1), probe).surprise());
  }

  @ParameterizedTest
  @EnumSource(NoveltyKind.class)
  void restore_stateOfTrained_sameScoreToTheBit(NoveltyKind forest) throws DataFormatException {
    double[][] rows = gaussian(5, 300, 1);
    rows[7][2] = Double.NaN;
    ServiceModel trained = train(columns(5), rows, forest);

    ServiceModel restored = ServiceModel.restore(columns(5), trained.state());

    for (double[] probe : gaussian(5, 50, 9)) {
      assertThat(read(restored, probe).surprise()).isEqualTo(read(trained, probe).surprise());
    }
  }

  @Test
  void restore_damagedState_isRefused() {
    String state = train(columns(2), gaussian(2, 50, 1)).state();
    char[] damaged = state.toCharArray();
    damaged[damaged.length / 2] = damaged[damaged.length / 2] == 'A' ? 'B' : 'A';

    for (String bad : List.of(new String(damaged), state.substring(0, 40), "", "~")) {
      assertThatThrownBy(() -> ServiceModel.restore(columns(2), bad))
          .isInstanceOf(DataFormatException.class);
    }
  }

  @Test
  void restore_otherFeatures_isRefused() {
    String state = train(columns(2), gaussian(2, 50, 1)).state();

    assertThatThrownBy(() -> ServiceModel.restore(columns(3), state))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("it has 2 features, not 3");
  }

  @Test
  void train_fewRows_isRefused() {
    assertThatThrownBy(() -> train(columns(2), gaussian(2, 19, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a model needs at least 20 windows: rows=19");
  }

  private static ServiceModel trained(int features, int rows, long dataSeed) {
    return train(columns(features), gaussian(features, rows, dataSeed));
  }

  private static ServiceModel train(List<Column> columns, double[][] rows) {
    return train(columns, rows, NoveltyKind.OURS);
  }

  private static ServiceModel train(List<Column> columns, double[][] rows, NoveltyKind forest) {
    long[] times = LongStream.range(0, rows.length).map(i -> 60 * i).toArray();
    return ServiceModel.train(columns, new History(60, times, rows), SEED, forest);
  }

  /** Reads a row that nothing came before. */
  private static Reading read(ServiceModel model, double[] row) {
    return model.reader().read(0, row);
  }

  private static List<Column> columns(int count) {
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      columns.add(column(j));
    }
    return columns;
  }

  private static Column column(int index) {
    return new Column("feature" + index, Transform.LINEAR, 0, 1e-9, 0, Column.NO_TRIALS, true);
  }

  private static double[][] gaussian(int features, int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] data = new double[rows][features];
    for (double[] row : data) {
      for (int j = 0; j < features; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return data;
  }
}
