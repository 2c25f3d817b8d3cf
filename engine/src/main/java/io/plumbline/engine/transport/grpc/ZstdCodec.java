package io.plumbline.engine.transport.grpc;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.grpc.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The message encoding {@code zstd}. */
final class ZstdCodec implements Codec {
  /** zstd's own default, as in the Collector. */
  private static final int LEVEL = 3;

  /** Windows up to 8 MiB, what every decoder must support and no more (RFC 9659, section 3). */
  private static final int WINDOW_LOG_MAX = 23;

  @Override
  public String getMessageEncoding() {
    return "zstd";
  }

  @Override
  public OutputStream compress(OutputStream target) throws IOException {
    return new ZstdOutputStreamNoFinalizer(target, RecyclingBufferPool.INSTANCE, LEVEL);
  }

  @Override
  public InputStream decompress(InputStream source) throws IOException {
    return new ZstdInputStreamNoFinalizer(source, RecyclingBufferPool.INSTANCE)
        .setLongMax(WINDOW_LOG_MAX);
  }
}
