package io.plumbline.engine.exporter.debug;

import io.plumbline.otlp.Batch;
import io.plumbline.otlp.BatchCursor;
import io.plumbline.otlp.Signal;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much is in a batch, in the Collector's words. */
final class Counts {
  private Counts() {}

  static Map<String, Integer> of(Batch batch) {
    int resources = 0;
    int metrics = 0;
    BatchCursor cursor = new BatchCursor().wrap(batch);
    while (cursor.nextResource()) {
      resources++;
      while (batch.signal() == Signal.METRICS && cursor.nextScope()) {
        while (cursor.nextRecord()) {
          metrics++;
        }
      }
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    switch (batch.signal()) {
      case TRACES -> {
        counts.put("resource spans", resources);
        counts.put("spans", batch.itemCount());
      }
      case METRICS -> {
        counts.put("resource metrics", resources);
        counts.put("metrics", metrics);
        counts.put("data points", batch.itemCount());
      }
      case LOGS -> {
        counts.put("resource logs", resources);
        counts.put("log records", batch.itemCount());
      }
    }
    return counts;
  }
}
