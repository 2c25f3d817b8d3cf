package io.plumbline.engine.processor.memorylimiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.component.RecordingHealth;
import io.plumbline.engine.processor.memorylimiter.MemoryLimiterProcessor.Config;
import io.plumbline.engine.time.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {
  private static final int MIB = 1 << 20;

  private final ManualTime time = new ManualTime();
  private final FakeHeap heap = new FakeHeap(time);
  private final InFlightBytes inFlight = new InFlightBytes();
  private final RecordingHealth health = new RecordingHealth();

  /** Hard limit 100 MiB, soft limit 80 MiB. */
  private final MemoryCheck check =
      new MemoryCheck(
          new Config(
              Duration.ofSeconds(1),
              100,
              20,
              0,
              0,
              Duration.ofSeconds(10),
              Duration.ZERO,
              Duration.ofSeconds(30),
              Duration.ofSeconds(30)),
          heap,
          inFlight,
          health);

  @Test
  void check_belowSoftLimit() {
    heap.occupy(79, 10);

    tick();

    assertThat(check.enter(1)).isTrue();
    assertThat(heap.collections).isZero();
    assertThat(health.reports).isEmpty();
  }

  @Test
  void check_garbageAboveSoftLimit() {
    heap.occupy(90, 10);

    tick();

    assertThat(heap.collections).isEqualTo(1);
    assertThat(check.enter(1)).isTrue();
  }

  @Test
  void check_aliveAboveSoftLimit() {
    heap.occupy(90, 85);

    tick();

    assertThat(heap.collections).isEqualTo(1);
    assertThat(check.enter(1)).isFalse();
    assertThat(health.reports)
        .containsExactly("recoverable: data refused due to high memory usage");
  }

  @Test
  void check_recovered() {
    heap.occupy(90, 85);
    tick();
    heap.occupy(40, 40);

    tick();

    assertThat(check.enter(1)).isTrue();
    assertThat(health.reports).hasSize(2).last().isEqualTo("ok");
  }

  @Test
  void check_softCollectionsAreApart() {
    heap.occupy(90, 60);
    tick();
    heap.occupy(90, 60);
    ticks(10);
    assertThat(heap.collections).as("the last collection left 60 MiB").isEqualTo(1);
    assertThat(check.enter(1)).isTrue();

    tick();

    assertThat(heap.collections).isEqualTo(2);
  }

  @Test
  void check_hardCollectionsAreNot() {
    heap.occupy(110, 90);
    tick();
    heap.occupy(110, 80);
    tick();

    assertThat(heap.collections).isEqualTo(2);
  }

  @Test
  void check_collectionsInVainBackOff() {
    heap.occupy(110, 110);

    // In vain at 1 s; then after more than 2, 4, 8, 16, 30 and 30 s more.
    ticks(1 + 3 + 5 + 9 + 17 + 31);

    assertThat(heap.collections).isEqualTo(6);
    assertThat(check.enter(1)).isFalse();
  }

  @Test
  void check_effectiveCollectionEndsBackOff() {
    heap.occupy(110, 110);
    ticks(4);
    assertThat(heap.collections).isEqualTo(2);

    heap.occupy(110, 90);
    ticks(5);
    heap.occupy(110, 90);
    tick();

    assertThat(heap.collections).isEqualTo(4);
  }

  @Test
  void check_countsWhatIsInFlight() {
    heap.occupy(70, 70);
    tick();
    assertThat(check.enter(10 * MIB)).isTrue();

    tick();

    assertThat(check.enter(1)).as("70 + 10 MiB reach the soft limit").isFalse();
    check.leave(10 * MIB);
    tick();
    assertThat(check.enter(1)).isTrue();
  }

  @Test
  void enter_betweenChecksUpToTheHardLimit() {
    heap.occupy(70, 70);
    heap.collect();
    tick();

    assertThat(check.enter(29 * MIB)).isTrue();
    assertThat(check.enter(2 * MIB)).isFalse();
    assertThat(inFlight.get()).isEqualTo(29 * MIB);
  }

  @Test
  void limits_areCutToTheHeap() {
    heap.heapMax = 50L * MIB;

    MemoryCheck cut =
        new MemoryCheck(
            new Config(
                Duration.ofSeconds(1),
                100,
                20,
                0,
                0,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO),
            heap,
            inFlight,
            health);

    assertThat(cut.hardLimitBytes()).isEqualTo(50L * MIB);
    assertThat(cut.softLimitBytes()).isEqualTo(40L * MIB);
  }

  @Test
  void percentage_isOfTheHeapOrTheMachineIfSmaller() {
    assertThat(halfOfTheMemory().hardLimitBytes()).isEqualTo(100L * MIB);

    heap.heapMax = 50L * MIB;

    assertThat(halfOfTheMemory().hardLimitBytes()).isEqualTo(25L * MIB);
    assertThat(halfOfTheMemory().softLimitBytes()).isEqualTo(20L * MIB);
  }

  private MemoryCheck halfOfTheMemory() {
    Config half =
        new Config(
            Duration.ofSeconds(1),
            0,
            0,
            50,
            10,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO);
    return new MemoryCheck(half, heap, inFlight, health);
  }

  private void tick() {
    time.turn(Duration.ofSeconds(1));
    check.check();
  }

  private void ticks(int count) {
    for (int index = 0; index < count; index++) {
      tick();
    }
  }
}
