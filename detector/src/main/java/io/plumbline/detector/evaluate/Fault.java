package io.plumbline.detector.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A fault that was injected into a pod.
 *
 * @param start epoch seconds
 * @param pod the pod's full name
 */
record Fault(long start, String pod) {
  /** How long the published sets label a fault. */
  private static final long SECONDS = 210;

  private static final String LIST = "fault_list.json";

  boolean covers(long time) {
    return time >= start && time <= start + SECONDS;
  }

  /**
   * The faults listed beside or above a folder of metrics, by hour, as Nezha has them.
   *
   * @param times of the metrics, rising, to choose by where a fault's two times contradict
   */
  static List<Fault> read(Path folder, long[] times) throws IOException {
    List<Fault> faults = new ArrayList<>();
    List<Path> lists = lists(folder);
    if (lists.isEmpty()) {
      throw new IOException(folder + ": no …" + LIST + " in it or above, so nothing is labelled");
    }
    for (Path list : lists) {
      try {
        for (JsonNode hour : JsonMapper.shared().readTree(list)) {
          for (JsonNode fault : hour) {
            faults.add(new Fault(start(fault, times), fault.required("inject_pod").asString()));
          }
        }
      } catch (JacksonException | NumberFormatException e) {
        throw new IOException(
            list
                + ": expected hours with lists of inject_timestamp and inject_pod: "
                + e.getMessage(),
            e);
      }
    }
    return faults;
  }

  private static long start(JsonNode fault, long[] times) {
    long start = Long.parseLong(fault.required("inject_timestamp").asString());
    Long written = WrittenTime.parse(fault.path("inject_time").asString(""));
    boolean elsewhere = start < times[0] || start > times[times.length - 1];
    return elsewhere && written != null ? written : start;
  }

  private static List<Path> lists(Path folder) throws IOException {
    List<Path> lists = new ArrayList<>();
    for (Path place : new Path[] {folder, folder.resolve("..").normalize()}) {
      try (Stream<Path> files = Files.list(place)) {
        files
            .filter(file -> String.valueOf(file.getFileName()).endsWith(LIST))
            .sorted()
            .forEach(lists::add);
      }
      if (!lists.isEmpty()) {
        break;
      }
    }
    return lists;
  }
}
