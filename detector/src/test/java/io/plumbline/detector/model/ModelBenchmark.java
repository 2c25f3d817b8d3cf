package io.plumbline.detector.model;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Fits and scores: both forests on 100,000 points of 12 features; a service's model on 14 days of
 * minutes with 20 features, and one window with every lens and explanation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class ModelBenchmark {
  private static final int POINTS = 100_000;
  private static final int MINUTES = 14 * 24 * 60;

  private double[][] points = {};
  private double[][] rows = {};
  private IsolationForest ours = IsolationForest.fit(new double[][] {{0}}, 0);
  private SmileForest smile = SmileForest.fit(new double[][] {{0}, {1}}, 0);
  private List<Column> columns = List.of();
  private @Nullable WindowReader reader;
  private int next;

  @Setup
  public void setUp() {
    points = gaussian(POINTS, 12);
    rows = gaussian(MINUTES, 20);
    ours = IsolationForest.fit(points, 1);
    smile = SmileForest.fit(points, 1);
    columns =
        IntStream.range(0, 20)
            .mapToObj(
                j -> new Column("f" + j, Transform.LINEAR, 0, 1e-9, 0, Column.NO_TRIALS, true))
            .toList();
    reader = trainService().reader();
  }

  @Benchmark
  public Object fitForest() {
    return IsolationForest.fit(points, 1);
  }

  @Benchmark
  public Object fitSmile() {
    return SmileForest.fit(points, 1);
  }

  @Benchmark
  public Object scoreForest() {
    return ours.score(points);
  }

  @Benchmark
  public double scoreSmile() {
    double sum = 0;
    for (double[] point : points) {
      sum += smile.score(point);
    }
    return sum;
  }

  @Benchmark
  public ServiceModel trainService() {
    long[] times = LongStream.range(0, rows.length).map(i -> 60 * i).toArray();
    return ServiceModel.train(columns, new History(60, times, rows), 1, NoveltyKind.OURS);
  }

  @Benchmark
  public Reading readWindow() {
    int row = next++ % rows.length;
    return Objects.requireNonNull(reader).read(60L * next, rows[row]);
  }

  private static double[][] gaussian(int count, int features) {
    SplittableRandom random = new SplittableRandom(1);
    double[][] data = new double[count][features];
    for (double[] row : data) {
      for (int j = 0; j < features; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return data;
  }
}
