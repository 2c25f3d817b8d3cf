package io.plumbline.otlp;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes are read the same as by the official classes, and what is accepted can be walked, split
 * and joined. In the build this runs the inputs in {@code src/test/resources}; {@code mvn -pl otlp
 * test -Pfuzz -Dfuzz.duration=10m} looks for new ones.
 */
class BatchFuzzTest {
  private final Difference difference = new Difference();

  @FuzzTest
  void read_anyBytes_agreesWithTheOfficialClasses(byte[] bytes) {
    // The same bytes mean something for each signal, down to the records.
    for (Signal signal : Signal.values()) {
      difference.check(signal, bytes);
    }
  }
}
