package io.plumbline.samples.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.samples.http.Request;
import io.plumbline.samples.http.Response;
import io.plumbline.samples.http.Transport;
import io.plumbline.samples.shop.Customers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class LoadGeneratorTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void run_targetNeverAnswers_goesOnAndShedsBeyondTheBound() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicReference<Instant> clock = new AtomicReference<>(START);
    LoadGenerator generator = generator(new Target(never, 200), clock, 50);

    // Time ends the test's own wait: answers come only when all of the minute's requests have left.
    Thread release =
        Thread.ofVirtual()
            .start(() -> {
              while (clock.get().isBefore(START.plusSeconds(59))) {
                Thread.onSpinWait();
              }
              never.countDown();
            });
    generator.run(START.plusSeconds(60));
    release.join();

    LoadSummary summary = generator.summary();
    assertThat(summary.sentCount()).isGreaterThanOrEqualTo(50);
    assertThat(summary.sentCount() + summary.shedCount()).isBetween(500L, 1100L);
    assertThat(summary.shedCount()).isPositive();
    assertThat(summary.answeredCount()).isEqualTo(summary.sentCount());
  }

  @Test
  void run_slowTarget_sendsAsManyAsAFastOne() throws Exception {
    AtomicReference<Instant> clock = new AtomicReference<>(START);
    LoadGenerator generator = generator(new Target(new CountDownLatch(0), 503), clock, 100_000);

    generator.run(START.plusSeconds(60));

    assertThat(generator.summary().sentCount()).isBetween(500L, 1100L);
    assertThat(generator.summary().shedCount()).isZero();
    assertThat(generator.summary().toJson())
        .contains("\"server_errors\":" + generator.summary().sentCount());
  }

  @Test
  void run_unreachableTarget_isCounted() throws Exception {
    AtomicReference<Instant> clock = new AtomicReference<>(START);
    Target refusing =
        new Target(new CountDownLatch(0), 0) {
          @Override
          public Response send(Request request) throws IOException {
            throw new IOException("refused");
          }
        };
    LoadGenerator generator = generator(refusing, clock, 100);

    generator.run(START.plusSeconds(2));

    assertThat(generator.summary().unansweredCount()).isEqualTo(generator.summary().sentCount());
  }

  /** Ten requests a second; waiting turns the clock. */
  private static LoadGenerator generator(
      Target target, AtomicReference<Instant> clock, int inFlightMax) {
    SplittableRandom random = new SplittableRandom(3);
    return new LoadGenerator(
        target,
        new Arrivals(10, new DailyShape(Duration.ofHours(24), 1), () -> 1, random),
        new Customers(random),
        clock::get,
        nanos -> clock.set(clock.get().plusNanos(nanos)),
        inFlightMax);
  }

  /** Answers when a latch opens. */
  private static class Target implements Transport {
    private final CountDownLatch latch;
    private final int status;

    private Target(CountDownLatch latch, int status) {
      this.latch = latch;
      this.status = status;
    }

    @Override
    public Response send(Request request) throws IOException {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return new Response(status, "");
    }

    @Override
    public String host() {
      return "localhost";
    }

    @Override
    public int port() {
      return 80;
    }
  }
}
