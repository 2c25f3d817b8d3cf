package io.plumbline.gateway.exporter.elasticsearch.bulk;

import io.plumbline.gateway.exporter.elasticsearch.document.BulkBody;
import io.plumbline.gateway.exporter.elasticsearch.document.JsonBuffer;
import io.plumbline.otlp.Signal;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of the documents that Elasticsearch refused for good: one JSON object a line, with the
 * reason and the telemetry as OTLP protobuf in base64, which any OTLP/HTTP receiver takes back.
 *
 * <p>{@code NAME.jsonl} is written to; when it is full it becomes {@code NAME.1.jsonl}, the one
 * before {@code NAME.2.jsonl}, and so on; the oldest is deleted, which is logged as a loss.
 * Thread-safe.
 */
public final class DeadLetters implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  private final Object lock = new Object();
  private final Path folder;
  private final String name;
  private final Signal signal;
  private final InstantSource clock;
  private final long fileBytesMax;
  private final int filesMax;
  private final JsonBuffer line = new JsonBuffer(4096);
  private @Nullable FileChannel channel;

  /**
   * @param name of the files, in the folder, without extension
   * @param filesMax the file being written and the full ones, at least 1
   */
  public DeadLetters(
      Path folder,
      String name,
      Signal signal,
      InstantSource clock,
      long fileBytesMax,
      int filesMax) {
    this.folder = folder;
    this.name = name;
    this.signal = signal;
    this.clock = clock;
    this.fileBytesMax = fileBytesMax;
    this.filesMax = filesMax;
  }

  /** The file being written to. */
  public Path file() {
    return folder.resolve(name + ".jsonl");
  }

  /** Appends a document; it is safe after {@link #force}. */
  void add(BulkBody body, int document, int status, String errorType, String errorReason)
      throws IOException {
    synchronized (lock) {
      line.truncate(0);
      line.raw('{');
      member("time").string(clock.instant().toString()).raw(',');
      member("signal").string(signal.id()).raw(',');
      member("index").string(body.route(document).index()).raw(',');
      String id = body.ownId(document);
      if (id != null) {
        member("id").string(id).raw(',');
      }
      member("status").number(status).raw(',');
      member("error").raw('{');
      member("type").string(errorType).raw(',');
      member("reason").string(errorReason).raw('}').raw(',');
      member("items").number(body.items(document)).raw(',');
      byte[] original = body.original(document);
      member("otlp").raw('"').base64(original, 0, original.length).raw('"');
      line.raw('}').raw('\n');
      append();
    }
  }

  private JsonBuffer member(String key) {
    return line.raw('"').raw(JsonBuffer.ascii(key)).raw('"').raw(':');
  }

  /** Returns when everything that was added is on disk. */
  void force() throws IOException {
    synchronized (lock) {
      if (channel != null) {
        channel.force(false);
      }
    }
  }

  private void append() throws IOException {
    FileChannel open = open();
    if (open.size() > 0 && open.size() + line.size() > fileBytesMax) {
      rotate();
      open = open();
    }
    long end = open.size();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line.array(), 0, line.size());
      while (bytes.hasRemaining()) {
        open.write(bytes);
      }
    } catch (IOException e) {
      // Half a line would spoil the one after it.
      open.truncate(end);
      throw e;
    }
  }

  private FileChannel open() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      Files.createDirectories(folder);
      open = FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      channel = open;
    }
    return open;
  }

  private void rotate() throws IOException {
    force();
    close();
    for (int index = filesMax - 1; index >= 1; index--) {
      Path older = index == 1 ? file() : folder.resolve(name + "." + (index - 1) + ".jsonl");
      Path target = folder.resolve(name + "." + index + ".jsonl");
      if (index == filesMax - 1 && Files.exists(target)) {
        log.error("Dead letters are full; the oldest file is deleted: file={}", target);
      }
      if (Files.exists(older)) {
        Files.move(older, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (filesMax == 1) {
      log.error("Dead letters are full; the file is deleted: file={}", file());
      Files.delete(file());
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (lock) {
      FileChannel open = channel;
      channel = null;
      if (open != null) {
        open.close();
      }
    }
  }
}
