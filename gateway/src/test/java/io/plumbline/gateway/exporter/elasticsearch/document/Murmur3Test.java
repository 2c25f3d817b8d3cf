package io.plumbline.gateway.exporter.elasticsearch.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Murmur3Test {
  private final Murmur3 murmur = new Murmur3();

  @Test
  void hash_publishedVectors() {
    // github.com/spaolacci/murmur3, murmur_test.go
    assertThat(hex("")).isEqualTo("0000000000000000" + "0000000000000000");
    assertThat(hex("hello")).isEqualTo("cbd8a7b341bd9b02" + "5b1e906a48ae1d19");
    assertThat(hex("hello, world")).isEqualTo("342fac623a5ebc8e" + "4cdcbc079642414d");
    assertThat(hex("19 Jan 2038 at 3:14:07 AM")).isEqualTo("b89e5988b737affc" + "664fc2950231b2cb");
    assertThat(hex("The quick brown fox jumps over the lazy dog."))
        .isEqualTo("cd99481f9ee902c9" + "695da1a38987b6e7");
  }

  /** The check of smhasher (KeysetTest.cpp, VerificationTest) over keys of 0 to 255 bytes. */
  @Test
  void hash_verificationValue() {
    byte[] key = new byte[256];
    ByteBuffer hashes = ByteBuffer.allocate(256 * 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int length = 0; length < 256; length++) {
      key[length] = (byte) length;
      murmur.hash(key, 0, length, 256 - length);
      hashes.putLong(murmur.first()).putLong(murmur.second());
    }

    murmur.hash(hashes.array(), 0, hashes.capacity(), 0);

    assertThat((int) murmur.first()).isEqualTo(0x6384BA69);
  }

  @Test
  void hash_atAnyOffset() {
    byte[] padded = "xxhello, worldyy".getBytes(StandardCharsets.UTF_8);

    murmur.hash(padded, 2, 12, 0);

    assertThat(murmur.first()).isEqualTo(0x342fac623a5ebc8eL);
  }

  private String hex(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    murmur.hash(bytes, 0, bytes.length, 0);
    return "%016x%016x".formatted(murmur.first(), murmur.second());
  }

  @Test
  void hashLong_anyBitOfAnyLength_changesBothHalves() {
    Random random = new Random(1);
    for (int length = 1; length < 200; length++) {
      byte[] bytes = new byte[length + 8];
      random.nextBytes(bytes);
      murmur.hashLong(bytes, 3, length, 1, 2, 3);
      long first = murmur.first();
      long second = murmur.second();
      for (int bit = 0; bit < 8 * length; bit++) {
        bytes[3 + bit / 8] ^= (byte) (1 << bit % 8);
        murmur.hashLong(bytes, 3, length, 1, 2, 3);
        bytes[3 + bit / 8] ^= (byte) (1 << bit % 8);

        assertThat(Long.bitCount(first ^ murmur.first())).isBetween(8, 56);
        assertThat(Long.bitCount(second ^ murmur.second())).isBetween(8, 56);
      }
      bytes[2]++;
      bytes[3 + length]++;
      murmur.hashLong(bytes, 3, length, 1, 2, 3);
      assertThat(murmur.first()).as("bytes outside do not count").isEqualTo(first);
    }
  }

  @Test
  void hashLong_anySeedOfAnyLength_changesTheHash() {
    byte[] bytes = new byte[100];
    for (int length = 0; length < bytes.length; length++) {
      Set<Long> hashes = new HashSet<>();
      for (long[] seeds : new long[][] {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}}) {
        murmur.hashLong(bytes, 0, length, seeds[0], seeds[1], seeds[2]);
        hashes.add(murmur.first());
        hashes.add(murmur.second());
      }

      assertThat(hashes).as("length %d", length).hasSize(8);
    }
  }
}
