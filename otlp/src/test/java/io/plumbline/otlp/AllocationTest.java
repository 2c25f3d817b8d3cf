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

    long before = threads.getCurrentThreadAllocatedBytes();
    long sum = sum(walk, batches);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(sum).isEqualTo(expected);
    // Less than one byte for each of thousands of items: asking for the figure may itself allocate.
    assertThat(allocated).isLessThan(100);
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

    long before = threads.getCurrentThreadAllocatedBytes();
    read(signal, small);
    long between = threads.getCurrentThreadAllocatedBytes();
    read(signal, large);
    long after = threads.getCurrentThreadAllocatedBytes();

    assertThat(after - between).isLessThanOrEqualTo(between - before + 100);
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
