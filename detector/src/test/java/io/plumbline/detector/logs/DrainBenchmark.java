package io.plumbline.detector.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Lines a second on one core, of 90 characters on average: a mix of a dozen kinds whose values
 * never repeat. The aim is 500,000.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class DrainBenchmark {
  private static final int LINES = 10_000;
  private static final List<String> KINDS =
      List.of(
          "Received block blk_%d of size %d from /10.250.%d.102",
          "%d.11.10.1 \"GET /v2/54fadb412c4e/servers/detail?page=%d\" status: 200 len: %d time:"
              + " 0.25",
          "[instance: b9000564-fe1a-409b-b8cc-1e88b2%06d] Took %d.%d seconds to spawn the instance",
          "session opened for user root by (uid=%d) on seat %d after %d ms",
          "Order %d of customer %d was paid with a card ending in %d",
          "Connection to database orders-db:5432 timed out after %d ms, attempt %d of %d",
          "java.net.SocketTimeoutException: Read timed out at io.shop.Client.read(Client.java:%d)"
              + " %d %d",
          "Closed socket connection for client /10.10.34.%d:%d which had sessionid 0x24ed%d",
          "connection from 24.54.%d.216 (24-54-76-216.bflony.adelphia.net) at Fri Jun 17 07:%d:%d"
              + " 2005",
          "Cache warmed: entries=%d, bytes=%d, misses=%d, policy=lru, source=Snapshot{7}",
          "Retrying request %d to http://inventory:8080/items/%d in %d seconds",
          "Session %d of user %d expired; closing %d streams and releasing their buffers");

  private final Drain drain = new Drain(Drain.Config.DEFAULT);
  private final List<String> lines = lines();

  @Benchmark
  @OperationsPerInvocation(LINES)
  public int add() {
    int length = 0;
    for (String line : lines) {
      length += drain.add(line, Instant.EPOCH).length();
    }
    return length;
  }

  private static List<String> lines() {
    SplittableRandom random = new SplittableRandom(7);
    List<String> lines = new ArrayList<>(LINES);
    for (int i = 0; i < LINES; i++) {
      String kind = KINDS.get(random.nextInt(KINDS.size()));
      lines.add(
          String.format(kind, random.nextInt(99_999), random.nextInt(9_999), random.nextInt(256)));
    }
    return lines;
  }
}
