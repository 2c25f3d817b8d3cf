package io.plumbline.samples.history;

import io.plumbline.samples.service.Role;
import java.util.List;

/**
 * What a service's JVM needs, measured on running services that were started with {@code
 * jvm.options} and exported everything by OTLP (RATIONALE.md has the figures).
 *
 * @param cpuCoresIdle CPU without requests, in cores
 */
record JvmProfile(
    double cpuCoresIdle,
    double cpuSecondsPerRequest,
    long bytesPerSecondIdle,
    long bytesPerRequest,
    int classes,
    List<MemoryPool> pools) {

  static JvmProfile of(Role role) {
    return switch (role) {
      case FRONTEND, SERVICE_A ->
          new JvmProfile(0.01, 0.003, 40_000, 70_000, 5_700, pools(13_500, 27_000, 2_990));
      case SERVICE_B ->
          new JvmProfile(0.01, 0.0026, 40_000, 62_000, 6_070, pools(11_500, 30_100, 3_410));
    };
  }

  private static List<MemoryPool> pools(
      long tenuredKilobytes, long metaspaceKilobytes, long classSpaceKilobytes) {
    return List.of(
        new MemoryPool("Eden Space", "heap", 0, 20_185_088, 20_185_088),
        new MemoryPool("Survivor Space", "heap", 0, 2_490_368, 2_490_368),
        new MemoryPool("Tenured Gen", "heap", tenuredKilobytes * 1000, 41_943_040, 176_160_768),
        new MemoryPool(
            "Metaspace", "non_heap", metaspaceKilobytes * 1000, metaspaceKilobytes * 1012, -1),
        new MemoryPool(
            "Compressed Class Space",
            "non_heap",
            classSpaceKilobytes * 1000,
            classSpaceKilobytes * 1040,
            1_073_741_824),
        new MemoryPool("CodeHeap 'non-nmethods'", "non_heap", 1_470_000, 2_555_904, 5_828_608),
        new MemoryPool(
            "CodeHeap 'non-profiled nmethods'", "non_heap", 2_300_000, 2_555_904, 122_916_864),
        new MemoryPool(
            "CodeHeap 'profiled nmethods'", "non_heap", 9_700_000, 9_900_000, 122_916_864));
  }
}
