package io.plumbline.detector.logs;

/**
 * A fixed set of words that is asked by hash, so that no string is made.
 *
 * <p>The lists are those of English logs in general: nothing here knows one system.
 */
final class WordSet {
  /** What a name follows, behind a preposition: {@code for user root}. */
  static final WordSet ENTITIES = new WordSet("user User username host hostname");

  static final WordSet PREPOSITIONS =
      new WordSet("for by of from to as on at with For By From To As On At With");

  /** Names in dates, {@code Mon Jun 20}. */
  static final WordSet CALENDAR =
      new WordSet("Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");

  /** What belongs to the value before it: units of size and time, halves of the day, zones. */
  static final WordSet UNITS =
      new WordSet(
          "B kB KB MB GB TB KiB MiB GiB TiB byte bytes Bytes ns us ms s sec secs second seconds "
              + "min mins minute minutes h hour hours day days "
              + "AM PM UTC GMT EST EDT CST CDT MST MDT PST PDT CET CEST");

  /** Values that are none. */
  static final WordSet NOTHING = new WordSet("null NULL nil None");

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private final long[] slots = new long[256];

  private WordSet(String words) {
    for (String word : words.split(" ", -1)) {
      long hash = hash(word.toCharArray(), 0, word.length());
      int slot = (int) hash & 255;
      while (slots[slot] != 0) {
        slot = slot + 1 & 255;
      }
      slots[slot] = hash;
    }
  }

  boolean contains(long hash) {
    int slot = (int) hash & 255;
    while (slots[slot] != 0) {
      if (slots[slot] == hash) {
        return true;
      }
      slot = slot + 1 & 255;
    }
    return false;
  }

  /** FNV-1a over UTF-16 units with the final mix of SplittableRandom; never 0 in practice. */
  static long hash(char[] chars, int start, int end) {
    long hash = OFFSET;
    for (int i = start; i < end; i++) {
      hash = (hash ^ chars[i]) * PRIME;
    }
    return mix(hash);
  }

  static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }
}
