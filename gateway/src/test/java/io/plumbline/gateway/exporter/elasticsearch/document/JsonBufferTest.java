package io.plumbline.gateway.exporter.elasticsearch.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonBufferTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void string_escapes() {
    assertThat(string("a\"b\\c/d\b\t\n\f\r\0\u001f\u007f é 漢 😀"))
        .isEqualTo("\"a\\\"b\\\\c/d\\b\\t\\n\\f\\r\\u0000\\u001F\u007f é 漢 😀\"");
  }

  @Test
  void string_everyByte_inAnyPlace() {
    for (int octet = 0; octet < 0x80; octet++) {
      for (int place = 0; place < 45; place++) {
        byte[] text =
            JsonBuffer.ascii(" !#[] ~~!#[] ~".repeat(4).substring(0, place < 16 ? 16 : 45));
        text[place] = (byte) octet;

        assertThat(JSON.readValue(string(text), String.class))
            .isEqualTo(new String(text, StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void raw_everyLength() {
    for (int length = 0; length < 100; length++) {
      byte[] json = JsonBuffer.ascii("0123456789".repeat(10).substring(0, length));

      assertThat(new JsonBuffer(1).raw('<').raw(json).raw('>'))
          .hasToString("<" + new String(json, StandardCharsets.US_ASCII) + ">");
    }
  }

  @Test
  void string_invalidUtf8() {
    // A stray continuation, an overlong slash, a surrogate, a cut-off sequence at the end.
    assertThat(string(HexFormat.of().parseHex("41" + "80" + "c0af" + "eda080" + "42" + "f09f98")))
        .isEqualTo("\"A\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdB\ufffd\"");
  }

  @Test
  void string_anyBytes_readAsJavaDecodesThem() {
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = randomBytes(random);

      String read = JSON.readValue(string(bytes), String.class);

      assertThat(read)
          .as("seed %d, %s", seed, HexFormat.of().formatHex(bytes))
          .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  @Test
  void string_partOfALargerArray_endsWhereItEnds() {
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] part = randomBytes(random);
      byte[] all = new byte[part.length + 16];
      Arrays.fill(all, (byte) (random.nextBoolean() ? '"' : 'x'));
      System.arraycopy(part, 0, all, 3, part.length);

      assertThat(new JsonBuffer(1).string(all, 3, part.length))
          .as("seed %d, %s", seed, HexFormat.of().formatHex(part))
          .hasToString(string(part));
    }
  }

  private static byte[] randomBytes(Random random) {
    byte[] bytes = new byte[random.nextInt(40)];
    for (int index = 0; index < bytes.length; index++) {
      bytes[index] =
          switch (random.nextInt(6)) {
            case 0 -> (byte) random.nextInt(0xED);
            case 1 -> (byte) (0x80 + random.nextInt(0x40));
            // Not 0xED: the JDK replaces halves of surrogates by fewer characters than Unicode
            // says.
            case 2 ->
                (byte)
                    (random.nextBoolean()
                        ? 0xC0 + random.nextInt(0x2D)
                        : 0xEE + random.nextInt(0x12));
            case 3 -> (byte) "\"\\\n\0\u001f".charAt(random.nextInt(5));
            default -> (byte) (0x20 + random.nextInt(0x5f));
          };
    }
    return bytes;
  }

  @Test
  void number_longs() {
    assertThat(new JsonBuffer(1).number(0).raw(' ').number(-1).raw(' ').number(1234567890123L))
        .hasToString("0 -1 1234567890123");
    assertThat(new JsonBuffer(1).number(Long.MIN_VALUE).raw(' ').number(Long.MAX_VALUE))
        .hasToString("-9223372036854775808 9223372036854775807");
    assertThat(new JsonBuffer(1).unsigned(-1)).hasToString("18446744073709551615");
  }

  @Test
  void number_doubles_haveARadixPoint() {
    assertThat(new JsonBuffer(1).number(1.0)).hasToString("1.0");
    assertThat(new JsonBuffer(1).number(-0.1)).hasToString("-0.1");
    assertThat(new JsonBuffer(1).number(1e21)).hasToString("1.0E21");
    assertThat(new JsonBuffer(1).number(Double.MIN_VALUE)).hasToString("4.9E-324");
  }

  @Test
  void number_doubles_asTheJdkWritesThem() {
    Random random = new Random(1);
    for (int round = 0; round < 100_000; round++) {
      double value =
          switch (round % 4) {
            case 0 -> random.nextInt(2_000_000) / 1000.0 - 1000;
            case 1 -> random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
            case 2 -> random.nextInt(20_000_000);
            default -> Math.nextUp(random.nextInt(100_000) / 100.0);
          };

      assertThat(new JsonBuffer(1).number(value)).hasToString(Double.toString(value));
    }
  }

  @Test
  void unsigned_everyLength() {
    for (long value = 1; value > 0; value *= 10) {
      assertThat(new JsonBuffer(1).unsigned(value)).hasToString(Long.toString(value));
      assertThat(new JsonBuffer(1).unsigned(value - 1)).hasToString(Long.toString(value - 1));
    }
  }

  @Test
  void timestamp_afterOthers() {
    JsonBuffer json = new JsonBuffer(1);
    for (long nanos : new long[] {0, 999_999_999, 5_000_000_000L, 5_999_000_001L, 17, -1, 5}) {
      int start = json.size();
      json.timestamp(nanos);

      assertThat(new String(json.copyFrom(start), StandardCharsets.US_ASCII))
          .isEqualTo(new JsonBuffer(1).timestamp(nanos).toString());
    }
    assertThat(json.toString()).contains("\"5999.000001\"", "\"999.999999\"", "\"0.000017\"");
  }

  @Test
  void timestamp_keepsNanoseconds() {
    assertThat(new JsonBuffer(1).timestamp(1721314113467654123L))
        .hasToString("\"1721314113467.654123\"");
    assertThat(new JsonBuffer(1).timestamp(1721314113467000123L))
        .hasToString("\"1721314113467.000123\"");
    assertThat(new JsonBuffer(1).timestamp(0)).hasToString("\"0.000000\"");
    assertThat(new JsonBuffer(1).timestamp(-1)).hasToString("\"18446744073709.551615\"");
  }

  @Test
  void bool_both() {
    assertThat(new JsonBuffer(1).bool(true).raw(',').bool(false)).hasToString("true,false");
  }

  @Test
  void hex_everyLength_asTheJdk() {
    byte[] bytes = new byte[256];
    for (int value = 0; value < bytes.length; value++) {
      bytes[value] = (byte) value;
    }
    for (int length = 0; length <= bytes.length; length++) {
      assertThat(new JsonBuffer(1).hex(bytes, 256 - length, length))
          .hasToString(HexFormat.of().formatHex(bytes, 256 - length, 256));
    }
  }

  @Test
  void base64_asTheJdk() {
    byte[] bytes = HexFormat.of().parseHex("fbff00e0a1");
    for (int length = 0; length <= bytes.length; length++) {
      byte[] part = HexFormat.of().parseHex("fbff00e0a1".substring(0, 2 * length));

      assertThat(new JsonBuffer(1).base64(bytes, 0, length))
          .hasToString(Base64.getEncoder().encodeToString(part));
    }
  }

  private static String string(String text) {
    return string(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String string(byte[] utf8) {
    return new JsonBuffer(1).string(utf8, 0, utf8.length).toString();
  }
}
