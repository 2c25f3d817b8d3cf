package io.plumbline.samples.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.Collection;

/** Counts the log records that an exporter delivers or fails to deliver. */
record CountingLogRecordExporter(LogRecordExporter delegate, ExportStats.Count count)
    implements LogRecordExporter {
  @Override
  public CompletableResultCode export(Collection<LogRecordData> records) {
    return count.track(records.size(), delegate.export(records));
  }

  @Override
  public CompletableResultCode flush() {
    return delegate.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return delegate.shutdown();
  }
}
