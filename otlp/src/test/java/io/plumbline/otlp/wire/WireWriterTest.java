package io.plumbline.otlp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WireWriterTest {
  private static final long[] NUMBERS = {
    0, 1, 127, 128, 16383, 16384, Integer.MAX_VALUE, -1, Long.MAX_VALUE, Long.MIN_VALUE
  };

  private final WireWriter out = new WireWriter(0);

  @Test
  void numberFields_anyValue_areWhatProtobufWrites() throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    CodedOutputStream official = CodedOutputStream.newInstance(expected);
    for (long number : NUMBERS) {
      out.varintField(1, number);
      official.writeUInt64(1, number);
      out.zigZagField(200, number);
      official.writeSInt64(200, number);
      out.fixed64Field(3, number);
      official.writeFixed64(3, number);
      out.fixed32Field(4, (int) number);
      official.writeFixed32(4, (int) number);
      out.doubleField(5, (double) number);
      official.writeDouble(5, (double) number);
      out.boolField(6, number > 0);
      official.writeBool(6, number > 0);
    }
    official.flush();

    assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @Test
  void varintSizeBytes_anyValue_isWhatIsWritten() {
    for (long number : NUMBERS) {
      assertThat(WireWriter.varintSizeBytes(number))
          .isEqualTo(CodedOutputStream.computeUInt64SizeNoTag(number));
    }
  }

  @Test
  void stringField_anyText_isItsUtf8() {
    for (String text :
        new String[] {"", "a", "käse", "日本語", "😀", "lone \uD800 high", "low \uDC00", "x\uD83D"}) {
      out.clear().stringField(1, text);

      WireReader reader = new WireReader().wrap(out.buffer(), 0, out.sizeBytes());
      Slice slice = new Slice();
      reader.readTag();
      reader.readSlice(slice);
      assertThat(slice.toByteArray()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
      assertThat(reader.hasRemaining()).isFalse();
    }
  }

  @Test
  void endMessage_contentOfAnySize_hasTheShortestLength() {
    for (int size : new int[] {0, 1, 127, 128, 16383, 16384, 2_100_000}) {
      byte[] content = "y".repeat(size).getBytes(StandardCharsets.UTF_8);
      out.clear();

      int outer = out.beginMessage(1);
      int inner = out.beginMessage(2);
      out.writeRaw(content, 0, size);
      out.endMessage(inner);
      out.endMessage(outer);

      WireWriter expected = new WireWriter();
      expected.bytesField(2, content);
      byte[] nested = expected.toByteArray();
      expected.clear().bytesField(1, nested);
      assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
    }
  }

  @Test
  void truncate_earlierSize_forgetsWhatCameAfter() {
    out.varintField(1, 5);
    int size = out.sizeBytes();
    out.stringField(2, "forgotten");

    out.truncate(size);

    assertThat(out.toByteArray()).containsExactly(8, 5);
  }
}
