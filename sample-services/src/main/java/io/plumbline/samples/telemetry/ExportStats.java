package io.plumbline.samples.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How many items the exporters delivered and failed to deliver, per signal. */
public final class ExportStats {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Count spans = new Count();
  private final Count metricPoints = new Count();
  private final Count logRecords = new Count();

  public Count spans() {
    return spans;
  }

  /** Data points, not metrics. */
  public Count metricPoints() {
    return metricPoints;
  }

  public Count logRecords() {
    return logRecords;
  }

  public long failed() {
    return spans.failed() + metricPoints.failed() + logRecords.failed();
  }

  /** {@code {"spans":{"sent":n,"failed":n},"metric_points":{…},"log_records":{…}}}. */
  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    spans.writeTo(root.putObject("spans"));
    metricPoints.writeTo(root.putObject("metric_points"));
    logRecords.writeTo(root.putObject("log_records"));
    return JSON.writeValueAsString(root);
  }

  /** Writes the counts to a file at once: a reader sees the old content or the new, never half. */
  public void write(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path parent = target.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Path draft = target.resolveSibling(target.getFileName() + ".tmp");
    Files.writeString(draft, toJson() + System.lineSeparator());
    Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The two counts of one signal. */
  public static final class Count {
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    private Count() {}

    public long sent() {
      return sent.get();
    }

    public long failed() {
      return failed.get();
    }

    /** Counts items as delivered. */
    public void delivered(long items) {
      sent.addAndGet(items);
    }

    /** Counts items as given up. */
    public void lost(long items) {
      failed.addAndGet(items);
    }

    /** Counts the items of one export when its outcome is known. */
    CompletableResultCode track(long items, CompletableResultCode result) {
      return result.whenComplete(() -> (result.isSuccess() ? sent : failed).addAndGet(items));
    }

    private void writeTo(ObjectNode node) {
      node.put("sent", sent()).put("failed", failed());
    }
  }
}
