package io.plumbline.detector.features;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Heap of a JVM, added up over its pools; NaN where nothing was measured.
 *
 * @param used bytes in use
 * @param retained bytes that outlived garbage collections: those in the pool for old objects (G1,
 *     Serial, Parallel and generational ZGC name it so), or what was left after the last collection
 *     where a collector has no such pool
 */
record HeapPools(double used, double retained) {
  static HeapPools of(JsonNode pools) {
    double used = Double.NaN;
    double old = Double.NaN;
    double afterCollection = Double.NaN;
    for (JsonNode pool : pools) {
      double inUse = FeatureSearch.number(pool.path("used").path("value"));
      used = sum(used, inUse);
      String name = pool.path("key").asString().toLowerCase(Locale.ROOT);
      if (name.contains("old") || name.contains("tenured")) {
        old = sum(old, inUse);
      }
      double left = FeatureSearch.number(pool.path("after_collection").path("value"));
      afterCollection = sum(afterCollection, left);
    }
    return new HeapPools(used, Double.isNaN(old) ? afterCollection : old);
  }

  private static double sum(double sum, double value) {
    return Double.isNaN(sum) ? value : Double.isNaN(value) ? sum : sum + value;
  }
}
