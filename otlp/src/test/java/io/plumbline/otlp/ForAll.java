package io.plumbline.otlp;

/** Runs a test over many seeds and names the seed that failed. */
public final class ForAll {
  /** One run; the seed is all the randomness it gets. */
  @FunctionalInterface
  public interface Run {
    void with(long seed) throws Exception;
  }

  private ForAll() {}

  /** Seeds 0 to {@code count}, or only the one that {@code -Dseed=} gives, to repeat a failure. */
  public static void seeds(int count, Run run) {
    Long only = Long.getLong("seed");
    long first = only == null ? 0 : only;
    long end = only == null ? count : only + 1;
    for (long seed = first; seed < end; seed++) {
      try {
        run.with(seed);
      } catch (Exception | AssertionError failure) {
        throw new AssertionError("failed with -Dseed=" + seed, failure);
      }
    }
  }
}
