package io.plumbline.engine.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageStreamTest {
  private static final byte[] ALL = {1, 2, -1, 4, 5, 6};

  private final MessageStream stream =
      new MessageStream(
          List.of(
              new byte[] {1, 2}, new byte[0], new byte[] {-1}, new byte[] {4, 5, 6}, new byte[0]));

  @Test
  void readAllBytes_pieces_areOneBehindTheOther() throws IOException {
    assertThat(stream.available()).isEqualTo(6);
    assertThat(stream.readAllBytes()).isEqualTo(ALL);
    assertThat(stream.available()).isZero();
    assertThat(stream.read()).isEqualTo(-1);
  }

  @Test
  void read_byteByByte_readsUnsignedBytes() {
    for (byte expected : ALL) {
      assertThat(stream.read()).isEqualTo(expected & 0xFF);
    }
    assertThat(stream.read()).isEqualTo(-1);
  }

  @Test
  void drainTo_afterSomeWasRead_writesTheRest() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    assertThat(stream.readNBytes(4)).containsExactly(1, 2, -1, 4);

    assertThat(stream.drainTo(target)).isEqualTo(2);

    assertThat(target.toByteArray()).containsExactly(5, 6);
    assertThat(stream.drainTo(target)).isZero();
  }

  @Test
  void drainTo_noPieces_writesNothing() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();

    assertThat(new MessageStream(List.of()).drainTo(target)).isZero();

    assertThat(target.toByteArray()).isEmpty();
  }
}
