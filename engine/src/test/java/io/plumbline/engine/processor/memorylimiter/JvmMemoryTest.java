package io.plumbline.engine.processor.memorylimiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.time.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JvmMemoryTest {
  private final ManualTime time = new ManualTime();
  private final JvmMemory memory = new JvmMemory(time);

  @Test
  void survivedBytes_seesWhatIsAlive() {
    memory.collect();
    long before = memory.survivedBytes();

    byte[] alive = new byte[32 << 20];
    memory.collect();

    assertThat(memory.survivedBytes() - before).isGreaterThan(30L << 20);
    assertThat(memory.occupiedBytes()).isLessThanOrEqualTo(memory.heapBytesMax());
    assertThat(alive).isNotEmpty();
  }

  @Test
  void collectedWithin_forgets() {
    assertThat(memory.collectedWithin(Long.MAX_VALUE)).isFalse();

    memory.collect();
    time.turn(Duration.ofSeconds(10));

    assertThat(memory.collectedWithin(Duration.ofSeconds(10).toNanos())).isTrue();
    assertThat(memory.collectedWithin(Duration.ofSeconds(9).toNanos())).isFalse();
  }

  @Test
  void machineBytes_isMoreThanTheHeapInUse() {
    assertThat(memory.machineBytes()).isGreaterThan(memory.occupiedBytes());
  }
}
