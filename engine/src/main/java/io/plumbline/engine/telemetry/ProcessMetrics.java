package io.plumbline.engine.telemetry;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * {@code otelcol_process_*} as the Collector has them, read from the JVM, and {@code jvm_*} as
 * Micrometer has them. Closing it ends the subscription to garbage collections.
 */
public final class ProcessMetrics implements AutoCloseable {
  /** Linux only; elsewhere there is no {@code memory_rss}. */
  private static final Path STATUS = Path.of("/proc/self/status");

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BYTES_PER_KIB = 1024;

  private final JvmGcMetrics collections = new JvmGcMetrics();

  /**
   * Adds the metrics.
   *
   * @param nanoTime measures the time that the process is up, which begins now
   */
  public ProcessMetrics(MeterRegistry meters, LongSupplier nanoTime) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long start = nanoTime.getAsLong();
    FunctionCounter.builder(
            "otelcol_process_uptime",
            nanoTime,
            clock -> (clock.getAsLong() - start) / NANOS_PER_SECOND)
        .description("Uptime of the process")
        .baseUnit("seconds")
        .register(meters);
    FunctionCounter.builder(
            "otelcol_process_cpu_seconds",
            system,
            bean -> bean.getProcessCpuTime() / NANOS_PER_SECOND)
        .description("Total CPU user and system time in seconds")
        .baseUnit("seconds")
        .register(meters);
    FunctionCounter.builder(
            "otelcol_process_runtime_total_alloc_bytes",
            threads,
            ThreadMXBean::getTotalThreadAllocatedBytes)
        .description("Cumulative bytes allocated for heap objects")
        .baseUnit("bytes")
        .register(meters);
    Gauge.builder(
            "otelcol_process_runtime_heap_alloc_bytes",
            memory,
            bean -> bean.getHeapMemoryUsage().getUsed())
        .description("Bytes of allocated heap objects")
        .baseUnit("bytes")
        .register(meters);
    Gauge.builder(
            "otelcol_process_runtime_total_sys_memory_bytes",
            memory,
            bean ->
                bean.getHeapMemoryUsage().getCommitted()
                    + bean.getNonHeapMemoryUsage().getCommitted())
        .description("Total bytes of memory obtained from the OS")
        .baseUnit("bytes")
        .register(meters);
    if (Files.isReadable(STATUS)) {
      Gauge.builder("otelcol_process_memory_rss", STATUS, ProcessMetrics::residentBytes)
          .description("Total physical memory (resident set size)")
          .baseUnit("bytes")
          .register(meters);
    }
    collections.bindTo(meters);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
  }

  /** From a line such as {@code VmRSS: 123456 kB}. */
  private static double residentBytes(Path status) {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          String number = line.replaceAll("[^0-9]", "");
          return Long.parseLong(number) * BYTES_PER_KIB;
        }
      }
      return Double.NaN;
    } catch (IOException _) {
      return Double.NaN; // Prometheus's word for a value that could not be measured.
    }
  }

  @Override
  public void close() {
    collections.close();
  }
}
