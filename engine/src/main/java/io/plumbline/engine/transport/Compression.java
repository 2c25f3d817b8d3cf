package io.plumbline.engine.transport;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** How the body of an HTTP message is compressed, under its name in {@code Content-Encoding}. */
public enum Compression {
  NONE,
  GZIP,
  ZSTD,
  /** The zlib format (RFC 1950), as {@code DEFLATE} is too. */
  ZLIB,
  /** What RFC 9110, section 8.4.1.2 calls deflate: the zlib format. */
  DEFLATE;

  /** Windows up to 8 MiB, what every decoder must support and no more (RFC 9659, section 3). */
  private static final int ZSTD_WINDOW_LOG_MAX = 23;

  /** Deflate can't expand further: a match of 258 bytes takes two bits at least. */
  private static final int DEFLATE_RATIO_MAX = 1032;

  /** What decompressed bodies are read into when nothing says how long they are. */
  private static final int SIZE_BYTES_GUESS = 16 << 10;

  /** The compression with a name in headers and configuration; null when there is none here. */
  public static @Nullable Compression named(String name) {
    return switch (name) {
      case "", "none" -> NONE;
      case "gzip" -> GZIP;
      case "zstd" -> ZSTD;
      case "zlib" -> ZLIB;
      case "deflate" -> DEFLATE;
      default -> null;
    };
  }

  /** The value of {@code Content-Encoding}; "" for {@code NONE}. */
  public String contentEncoding() {
    return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
  }

  /** The level that stands for the library's own choice, for {@link #compress}. */
  public int defaultLevel() {
    return this == ZSTD ? Zstd.defaultCompressionLevel() : Deflater.DEFAULT_COMPRESSION;
  }

  /** Compresses a body. {@code NONE} gives back the array it was given. */
  public byte[] compress(byte[] body, int level) {
    return switch (this) {
      case NONE -> body;
      case ZSTD -> Zstd.compress(body, level);
      case GZIP, ZLIB, DEFLATE -> deflate(body, level);
    };
  }

  /**
   * Decompresses a body that nobody has checked.
   *
   * @throws BodyTooLargeException when it would be longer than {@code limitBytes}; no more than
   *     that is ever held
   * @throws IOException saying what is wrong with the compressed bytes
   */
  public byte[] decompress(byte[] body, int limitBytes) throws IOException {
    return switch (this) {
      case NONE -> body;
      case GZIP -> {
        ByteArrayInputStream source = new ByteArrayInputStream(body);
        try (InputStream stream = new GZIPInputStream(source, 8192)) {
          yield read(stream, gzipSize(body), limitBytes);
        }
      }
      case ZLIB, DEFLATE -> {
        try (InputStream stream = new InflaterInputStream(new ByteArrayInputStream(body))) {
          yield read(stream, SIZE_BYTES_GUESS, limitBytes);
        }
      }
      case ZSTD -> {
        ByteArrayInputStream source = new ByteArrayInputStream(body);
        try (InputStream stream =
            new ZstdInputStreamNoFinalizer(source, RecyclingBufferPool.INSTANCE)
                .setLongMax(ZSTD_WINDOW_LOG_MAX)) {
          yield read(stream, Zstd.getFrameContentSize(body), limitBytes);
        }
      }
    };
  }

  private byte[] deflate(byte[] body, int level) {
    ByteArrayOutputStream target = new ByteArrayOutputStream(body.length / 4 + 64);
    Deflater deflater = new Deflater(level);
    try (OutputStream stream =
        this == GZIP
            ? new GzipStream(target, level)
            : new DeflaterOutputStream(target, deflater, 8192)) {
      stream.write(body);
    } catch (IOException e) {
      throw new IllegalStateException("an array can't fail to be written to", e);
    } finally {
      deflater.end();
    }
    return target.toByteArray();
  }

  /** The JDK's gzip with a level of one's own. */
  private static final class GzipStream extends GZIPOutputStream {
    GzipStream(OutputStream target, int level) throws IOException {
      super(target, 8192);
      def.setLevel(level);
    }
  }

  /** What a gzip file of one member says of its length, as far as that can be true. */
  private static long gzipSize(byte[] body) {
    if (body.length < Integer.BYTES) {
      return SIZE_BYTES_GUESS;
    }
    long size = 0;
    for (int i = 1; i <= Integer.BYTES; i++) {
      size = size << 8 | (body[body.length - i] & 0xFF);
    }
    return Math.min(size, (long) body.length * DEFLATE_RATIO_MAX);
  }

  /** Reads to the end; the hint is only where to begin, and is not believed beyond the limit. */
  private static byte[] read(InputStream stream, long sizeHint, int limitBytes) throws IOException {
    byte[] buffer = new byte[Math.clamp(sizeHint, 64, limitBytes)];
    int size = 0;
    while (true) {
      size += stream.readNBytes(buffer, size, buffer.length - size);
      if (size < buffer.length) {
        return Arrays.copyOf(buffer, size);
      }
      int next = stream.read();
      if (next < 0) {
        return buffer;
      }
      if (size == limitBytes) {
        throw new BodyTooLargeException();
      }
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * size, limitBytes));
      buffer[size++] = (byte) next;
    }
  }
}
