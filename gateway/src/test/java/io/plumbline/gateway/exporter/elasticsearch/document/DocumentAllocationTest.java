package io.plumbline.gateway.exporter.elasticsearch.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writing documents allocates nothing for an item once the arrays are large enough. */
class DocumentAllocationTest {
  private static final int ITEMS = 1000;
  private static final int BATCHES = 50;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource
  void write_warm_allocatesNothingForAnItem(Signal signal) throws Exception {
    DocumentWriter writer = new DocumentWriter(signal, DocumentSettings.DEFAULT, 1 << 20);
    Batch batch = NdjsonBenchmark.batch(signal, ITEMS);
    DocumentSink sink = body -> assertThat(body.count()).isPositive();
    for (int index = 0; index < 20; index++) {
      writer.write(batch, sink, 1 << 30);
    }

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int index = 0; index < BATCHES; index++) {
      writer.write(batch, sink, 1 << 30);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    // A few hundred bytes for a batch, by assertions of the sink and enum iteration.
    assertThat(allocated / (double) (BATCHES * ITEMS)).isLessThan(2.0);
  }
}
