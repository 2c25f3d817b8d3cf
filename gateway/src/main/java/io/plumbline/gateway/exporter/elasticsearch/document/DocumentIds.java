package io.plumbline.gateway.exporter.elasticsearch.document;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Ids that say what a document is, so that the same telemetry sent again is the same document.
 *
 * <p>An id is a hash of 128 bits over the index, the resource, the scope, the item's bytes and an
 * ordinal, in URL-safe base64 without padding: 22 characters. The ordinal counts identical items
 * under one resource of a request, for log lines that differ in nothing. It starts again with every
 * resource entry: so joining requests to a batch, even a request with its own repetition, does not
 * change ids. Not thread-safe.
 *
 * <p>The chance that any two of 10^12 documents of an index share an id is below 10^-14 (birthday
 * bound on 128 bits), unless someone makes collisions on purpose, which Murmur3 does not withstand:
 * who may write telemetry may hide telemetry of their own only, as the resource is hashed too.
 */
final class DocumentIds {
  static final int LENGTH = 22;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  /** The two characters of URL-safe base64 for 12 bits. */
  private static final short[] PAIRS =
      Digits.pairs("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

  private final Murmur3 murmur = new Murmur3();
  private final byte[] words = new byte[5 * Long.BYTES];
  private final byte[] id = new byte[LENGTH];
  private final Occurrences occurrences = new Occurrences();
  private long resourceFirst;
  private long resourceSecond;
  private long scopeFirst;
  private long scopeSecond;

  /** The route that follows has its hash, with those of resource and scope, in these. */
  private @Nullable Route contextRoute;

  private long contextFirst;
  private long contextSecond;

  /** Begins a resource entry; identical items are counted from here. */
  void resource(byte[] bytes, int offset, int length) {
    murmur.hash(bytes, offset, length, 0);
    resourceFirst = murmur.first();
    resourceSecond = murmur.second();
    contextRoute = null;
    occurrences.clear();
  }

  /** Begins a scope entry. */
  void scope(byte[] bytes, int offset, int length) {
    murmur.hash(bytes, offset, length, 0);
    scopeFirst = murmur.first();
    scopeSecond = murmur.second();
    contextRoute = null;
  }

  /**
   * The id of an item.
   *
   * @param owner tells items with the same bytes apart: a hash of what they are part of
   * @return overwritten by the next call
   */
  byte[] of(Route route, byte[] bytes, int offset, int length, long owner) {
    context(route);
    murmur.hashLong(bytes, offset, length, contextFirst, contextSecond, owner);
    return finish();
  }

  /** The id of a document made of several items, whose hashes were combined already. */
  byte[] of(Route route, long itemsFirst, long itemsSecond, long owner) {
    context(route);
    word(0, contextFirst);
    word(1, contextSecond);
    word(2, itemsFirst);
    word(3, itemsSecond);
    word(4, owner);
    murmur.hash(words, 0, words.length, 0);
    return finish();
  }

  /** Hashes what the items of one scope that go the same way have in common, once. */
  private void context(Route route) {
    if (route == contextRoute) {
      return;
    }
    word(0, resourceFirst);
    word(1, resourceSecond);
    word(2, scopeFirst);
    word(3, scopeSecond);
    word(4, route.hash());
    murmur.hash(words, 0, words.length, 0);
    contextFirst = murmur.first();
    contextSecond = murmur.second();
    contextRoute = route;
  }

  private byte[] finish() {
    int ordinal = occurrences.next(murmur.first(), murmur.second());
    if (ordinal > 0) {
      word(0, murmur.first());
      word(1, murmur.second());
      murmur.hash(words, 0, 2 * Long.BYTES, ordinal);
    }
    encode(murmur.first(), murmur.second());
    return id;
  }

  private void word(int index, long value) {
    LONG.set(words, index * Long.BYTES, value);
  }

  private void encode(long first, long second) {
    for (int pair = 0; pair < 5; pair++) {
      put(pair, first >>> (52 - 12 * pair));
    }
    put(5, first << 8 | second >>> 56);
    for (int pair = 0; pair < 4; pair++) {
      put(6 + pair, second >>> (44 - 12 * pair));
    }
    // The last two characters have but eight bits left.
    put(10, second << 4);
  }

  private void put(int pair, long bits) {
    SHORT.set(id, pair * Short.BYTES, PAIRS[(int) bits & (PAIRS.length - 1)]);
  }
}
