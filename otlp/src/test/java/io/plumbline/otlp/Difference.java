package io.plumbline.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads any bytes both ways, ours and the official classes', and throws when they differ where they
 * should not, or when anything that can be done with an accepted batch does not work.
 */
final class Difference {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final Decoded decoded = new Decoded();

  /** Whether the bytes are a batch. */
  boolean check(Signal signal, byte[] bytes) {
    Message official = parse(signal, bytes);
    return switch (Batch.read(signal, bytes)) {
      case Batch batch -> {
        if (official == null) {
          throw new AssertionError("accepted what the official classes refuse");
        }
        accepted(batch, official);
        yield true;
      }
      case Malformed malformed -> {
        require(
            official == null || isStricter(malformed.reason()),
            "refused what the official classes accept: " + malformed.message());
        int offset = malformed.offset();
        require(offset >= 0 && offset <= bytes.length, "offset must lie within: " + offset);
        yield false;
      }
    };
  }

  /** Rules that the Collector has and protobuf-java does not, or not this strictly. */
  private static boolean isStricter(Malformed.Reason reason) {
    return switch (reason) {
      case WIRE_TYPE, ID_LENGTH, LENGTH, TAG -> true;
      // protobuf-java 4.36 takes a tenth byte that says there is one more for the last.
      case VARINT -> true;
      case TRUNCATED, NESTING, UTF8, JSON -> false;
    };
  }

  private void accepted(Batch batch, Message official) {
    Message ours =
        switch (batch.signal()) {
          case TRACES -> decoded.traces(batch);
          case METRICS -> decoded.metrics(batch);
          case LOGS -> decoded.logs(batch);
        };
    Message normal = Normal.of(official);
    require(Normal.of(ours).equals(normal), "cursors must say what the official classes say");

    List<Message> items = Items.of(normal, batch.signal());
    require(items.size() == batch.itemCount(), "count must be " + items.size());
    require(itemsOf(split(batch, 1, UNLIMITED)).equals(items), "split by items must keep items");
    require(
        itemsOf(split(batch, UNLIMITED, batch.sizeBytes() / 2 + 1)).equals(items),
        "split by bytes must keep items");
    Batch twice = Batch.join(List.of(batch, batch));
    require(twice.itemCount() == 2 * items.size(), "joined count must be the sum");
    require(Batch.read(batch.signal(), twice.bytes()) instanceof Batch, "joined must be accepted");
    Batch none = new BatchFilter().keep(batch, _ -> false);
    require(none.itemCount() == 0, "nothing must be kept");
  }

  private static List<Batch> split(Batch batch, int itemsMax, int bytesMax) {
    List<Batch> pieces = new ArrayList<>();
    new BatchSplitter(itemsMax, bytesMax).split(batch, pieces::add, pieces::add);
    pieces.forEach(Generated::assertConsistent);
    return pieces;
  }

  private static List<Message> itemsOf(List<Batch> batches) {
    return batches.stream()
        .flatMap(batch -> Items.of(Normal.of(Items.parse(batch)), batch.signal()).stream())
        .toList();
  }

  private static @Nullable Message parse(Signal signal, byte[] bytes) {
    try {
      return TelemetryGenerator.prototype(signal).getParserForType().parseFrom(bytes);
    } catch (InvalidProtocolBufferException _) {
      // The answer to the question, not an error.
      return null;
    }
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }
}
