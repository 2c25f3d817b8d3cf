package io.plumbline.otlp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  @Test
  void isValid_everyTwoBytesInEveryPlace_agreesWithTheDecoder() {
    for (int pair = 0; pair < 1 << 16; pair++) {
      byte[] bytes = {'a', (byte) (pair >> 8), (byte) pair, (byte) 0x80, (byte) 0xBF};
      for (int length = 1; length <= bytes.length; length++) {
        assertAgrees(bytes, 0, length);
      }
    }
  }

  @Test
  void isValid_randomTextWithOneByteChanged_agreesWithTheDecoder() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = text(random).getBytes(StandardCharsets.UTF_8);
      assertAgrees(bytes, 0, bytes.length);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      int offset = random.nextInt(bytes.length);
      assertAgrees(bytes, offset, bytes.length - offset);
    }
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder("some plain text: ".substring(random.nextInt(17)));
    for (int i = 0; i <= random.nextInt(10); i++) {
      int codePoint = random.nextInt(1 << (7 + random.nextInt(14)));
      boolean writable = Character.isValidCodePoint(codePoint) && !isSurrogate(codePoint);
      text.appendCodePoint(writable ? codePoint : 'x');
    }
    return text.toString();
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private void assertAgrees(byte[] bytes, int offset, int length) {
    boolean valid = Utf8.isValid(bytes, offset, length);
    if (valid != decodes(bytes, offset, length)) {
      assertThat(valid).as(new String(bytes, offset, length, StandardCharsets.ISO_8859_1)).isNull();
    }
  }

  private boolean decodes(byte[] bytes, int offset, int length) {
    try {
      decoder.decode(ByteBuffer.wrap(bytes, offset, length));
      return true;
    } catch (CharacterCodingException _) {
      // The answer to the question, not an error.
      return false;
    }
  }
}
