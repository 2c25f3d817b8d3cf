package io.plumbline.engine.processor.probabilisticsampler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThresholdsTest {
  @Test
  void ofProbability_knownValues() {
    assertThat(tValue(1)).isEqualTo("0");
    assertThat(tValue(0.75)).isEqualTo("4");
    assertThat(tValue(0.5)).isEqualTo("8");
    assertThat(tValue(0.25)).isEqualTo("c");
    assertThat(tValue(0.1)).isEqualTo("e666");
    assertThat(tValue(0.01)).isEqualTo("fd70a");
    assertThat(tValue(1 / 3.0)).isEqualTo("aaab");
    assertThat(tValue(0x1p-56)).isEqualTo("ffffffffffffff");
  }

  @Test
  void ofProbability_precision() {
    assertThat(Thresholds.tValue(Thresholds.ofProbability(0.1, 1))).isEqualTo("e");
    assertThat(Thresholds.tValue(Thresholds.ofProbability(0.1, 14))).isEqualTo("e6666666666666");
    assertThat(Thresholds.tValue(Thresholds.ofProbability(0.99, 3))).isEqualTo("028f");
  }

  @Test
  void ofProbability_outOfRange() {
    assertThat(Thresholds.ofProbability(0, 4)).isEqualTo(Thresholds.NEVER);
    assertThat(Thresholds.ofProbability(-1, 4)).isEqualTo(Thresholds.NEVER);
    assertThat(Thresholds.ofProbability(0x1p-57, 4)).isEqualTo(Thresholds.NEVER);
    assertThat(Thresholds.ofProbability(7, 4)).isEqualTo(Thresholds.ALWAYS);
  }

  @Test
  void probability_isTheInverse() {
    for (double probability : new double[] {1, 0.5, 0.25, 0.125}) {
      assertThat(Thresholds.probability(Thresholds.ofProbability(probability, 4)))
          .isEqualTo(probability);
    }
  }

  @Test
  void parseTValue_addsZeros() {
    assertThat(Thresholds.parseTValue("c")).isEqualTo(0xc0000000000000L);
    assertThat(Thresholds.parseTValue("0")).isZero();
    assertThat(Thresholds.parseTValue("")).isEqualTo(-1);
    assertThat(Thresholds.parseTValue("x")).isEqualTo(-1);
    assertThat(Thresholds.parseTValue("-1")).isEqualTo(-1);
    assertThat(Thresholds.parseTValue("123456789012345")).isEqualTo(-1);
  }

  @Test
  void parseRValue_hasFourteenDigits() {
    assertThat(Thresholds.parseRValue("9b8233f7e3a151")).isEqualTo(0x9b8233f7e3a151L);
    assertThat(Thresholds.parseRValue("9b8233f7e3a15")).isEqualTo(-1);
  }

  @Test
  void hash_isFnv1a() {
    // The published FNV-1a vectors, and the seed as four more bytes in front.
    byte[] foobar = {'f', 'o', 'o', 'b', 'a', 'r'};
    int withoutSeed = 0x811c9dc5;
    for (byte b : foobar) {
      withoutSeed = (withoutSeed ^ b) * 0x01000193;
    }
    assertThat(withoutSeed).isEqualTo(0xbf9cf968);
    int seed = 'f' | ('o' << 8) | ('o' << 16) | ('b' << 24);
    assertThat(HashRandomness.hash(seed, new byte[] {'a', 'r'}, 0, 2)).isEqualTo(0xbf9cf968);
  }

  @Test
  void hashThreshold_comparesAsTheBucketDid() {
    long threshold = HashRandomness.threshold(13.37f);
    int kept = (int) (13.37f * (0x4000 / 100.0f));
    for (int bucket = 0; bucket < HashRandomness.BUCKETS; bucket++) {
      assertThat(Thresholds.keeps(threshold, HashRandomness.of(bucket))).isEqualTo(bucket < kept);
    }
    assertThat(HashRandomness.threshold(100)).isZero();
    assertThat(HashRandomness.threshold(0.001f)).isEqualTo(Thresholds.NEVER);
  }

  private static String tValue(double probability) {
    return Thresholds.tValue(Thresholds.ofProbability(probability, 4));
  }
}
