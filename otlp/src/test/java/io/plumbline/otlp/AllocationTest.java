package io.plumbline.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reading allocates nothing per item. */
class AllocationTest {
  private static final int ROUNDS = 200;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource
  void walk_warmCursors_allocatesNothing(Signal signal) {
    List<Batch> batches = new ArrayList<>();
    for (long seed = 0; seed < 20; seed++) {
      batches.add(Generated.batch(signal, seed));
    }
    Walk walk = new Walk();
    // Until every nested value has its cursor and all classes are loaded.
    long expected = sum(walk, batches);

    long allocated = allocatedBytes(() -> assertSum(walk, batches, expected));

    // Less than one byte for each of thousands of items: asking for the figure may itself allocate.
    assertThat(allocated).isLessThan(100);
  }

  /**
   * What the work allocates in this thread: the least of several runs, because the JVM and agents
   * allocate in any thread now and then, but what the work allocates it allocates each time.
   */
  private long allocatedBytes(Runnable work) {
    long least = Long.MAX_VALUE;
    for (int run = 0; run < 5; run++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      work.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static void assertSum(Walk walk, List<Batch> batches, long expected) {
    if (sum(walk, batches) != expected) {
      throw new AssertionError("each walk must read the same");
    }
  }

  private static long sum(Walk walk, List<Batch> batches) {
    long sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < batches.size(); i++) {
        sum += walk.sum(batches.get(i));
      }
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void read_wellFormedRequest_allocatesTheSameWhateverItsSize(Signal signal) {
    byte[] small = Generated.batch(signal, 3).bytes();
    byte[] large = repeated(small, 100);
    read(signal, small);
    read(signal, large);

    long forSmall = allocatedBytes(() -> read(signal, small));
    long forLarge = allocatedBytes(() -> read(signal, large));

    assertThat(forLarge).isLessThanOrEqualTo(forSmall + 100);
  }

  private static void read(Signal signal, byte[] bytes) {
    for (int round = 0; round < ROUNDS; round++) {
      Generated.read(signal, bytes);
    }
  }

  private static byte[] repeated(byte[] bytes, int times) {
    byte[] repeated = new byte[bytes.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(bytes, 0, repeated, i * bytes.length, bytes.length);
    }
    return repeated;
  }
}
