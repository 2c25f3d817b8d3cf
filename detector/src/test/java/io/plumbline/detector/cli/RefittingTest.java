package io.plumbline.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.detector.monitor.DriftWatch;
import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.store.UnusableModelException;
import io.plumbline.detector.telemetry.Disturbance;
import io.plumbline.detector.telemetry.ShopTelemetry;
import io.plumbline.detector.telemetry.TestNode;
import io.plumbline.detector.telemetry.Wire;
import io.plumbline.detector.training.TrainedModel;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Training again beside a monitor, on a real node. */
class RefittingTest implements Refitting.RefitListener {
  private static final Instant START = Instant.parse("2026-08-01T10:00:00Z");
  private static final Instant TRAINED = START.plusSeconds(300);
  private static final Instant END = START.plusSeconds(900);

  private static boolean stored;

  private final List<String> told = new ArrayList<>();
  private ElasticsearchConnection connection = ElasticsearchConnection.open("http://localhost:1");

  @BeforeEach
  void trainAndMonitor() throws IOException, InterruptedException {
    connection.close();
    connection = TestNode.connect();
    TestNode.forgetDetectors(connection);
    if (!stored) {
      Disturbance burst =
          new Disturbance(
              Disturbance.Kind.ERROR_BURST, START.plusSeconds(400), START.plusSeconds(500));
      new ShopTelemetry(connection, 3, 9, List.of(burst)).store(START, END);
      stored = true;
    }
    CommandRun.at(
        TRAINED.plusSeconds(5), "train", "--window=5s", "--last=300s", "--query-delay=5s");
    CommandRun.at(END.plusSeconds(5), "monitor", "--window=5s", "--query-delay=5s", "--once");
  }

  @AfterEach
  void close() throws IOException {
    connection.close();
  }

  @Test
  void whenDue_modelIsOld_learnsFromWhatWasNoIncident() throws IOException, UnusableModelException {
    TrainedModel before = inUse();

    refitting(END, "--refit=15m").whenDue();
    assertThat(told).isEmpty();
    refitting(TRAINED.plus(Duration.ofMinutes(16)), "--refit=15m").whenDue();

    TrainedModel after = inUse();
    assertThat(told).containsExactly("refitted: the model was 955s old");
    assertThat(after.version()).isEqualTo(before.version() + 1);
    assertThat(after.services().keySet()).isEqualTo(before.services().keySet());
    // All of the 900 s but the hundred of the incident.
    assertThat(windows(after, "service-a")).isBetween(130, 165);
  }

  @Test
  void whenDue_tooLittleTelemetry_leavesTheModelInUse() throws IOException, UnusableModelException {
    TrainedModel before = inUse();

    refitting(END.plus(Duration.ofDays(30)), "--refit=1d", "--refit-history=1d").whenDue();

    assertThat(told).singleElement().asString().startsWith("refused: There is no telemetry");
    assertThat(inUse().id()).isEqualTo(before.id());
  }

  @Test
  void train_elasticsearchGoesAway_leavesTheModelInUse()
      throws IOException, InterruptedException, UnusableModelException {
    String before = inUse().id();
    try (Wire wire = new Wire()) {
      assertThat(train(wire, 1).exitCode()).isZero();
      int all = wire.requests();
      new ModelStore(new Documents(connection)).use(before, END);

      // While it reads; with logs, parts and the whole written.
      for (int requests : new int[] {0, all / 4, all / 2, all - 6, all - 5, all - 4}) {
        wire.breakAfter(requests);
        CommandRun run = train(wire, 2 + requests);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(wire.uri()).doesNotContain("\tat ");
        assertThat(inUse().id()).isEqualTo(before);
      }
      // Put in use, but nobody heard of it.
      wire.breakAfter(all - 3);
      assertThat(train(wire, all).exitCode()).isEqualTo(1);
      assertThat(inUse().created()).isEqualTo(TRAINED.plusSeconds(5 + all));
    }
    assertThat(new ModelStore(new Documents(connection)).list())
        .allSatisfy(one -> assertThat(one.problem()).isNull());
  }

  /** Each would be a model of its own. */
  private static CommandRun train(Wire wire, int seconds) {
    return CommandRun.of(
        TRAINED.plusSeconds(5 + seconds),
        "train",
        "--window=5s",
        "--last=150s",
        "--query-delay=5s",
        "--elasticsearch=" + wire.uri());
  }

  @Test
  void whenDue_newServiceIsOldEnough_learnsIt() throws IOException, UnusableModelException {
    DriftWatch drift = quietDrift();
    drift.unknownService("newcomer");
    List<Instant> now = new ArrayList<>(List.of(END));
    Refitting refitting = refitting(now::getFirst, drift, "--refit=1d", "--refit-history=15m");

    refitting.whenDue();
    assertThat(told).isEmpty();
    now.addFirst(END.plusSeconds(30 * 5));
    refitting.whenDue();

    assertThat(told).containsExactly("refitted: the model does not know newcomer");
  }

  private static int windows(TrainedModel model, String service) {
    return model.services().entrySet().stream()
        .filter(one -> one.getKey().equals(service))
        .mapToInt(one -> one.getValue().windows())
        .sum();
  }

  private TrainedModel inUse() throws IOException, UnusableModelException {
    return new ModelStore(new Documents(connection)).loadCurrent();
  }

  private static DriftWatch quietDrift() {
    Console quiet =
        new Console(
            new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), false);
    return new DriftWatch(new MonitorOutput(quiet, false));
  }

  private Refitting refitting(Instant now, String... arguments) {
    return refitting(InstantSource.fixed(now), quietDrift(), arguments);
  }

  private Refitting refitting(InstantSource clock, DriftWatch drift, String... arguments) {
    RefitOptions options = new RefitOptions();
    new CommandLine(
            CommandLine.Model.CommandSpec.create()
                .addMixin("refit", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
        .registerConverter(Duration.class, Durations::parse)
        .parseArgs(arguments);
    return new Refitting(connection, clock, options, Duration.ofSeconds(5), drift, this);
  }

  @Override
  public void refitted(String model, String reason) {
    told.add("refitted: " + reason);
  }

  @Override
  public void refused(String reason) {
    told.add("refused: " + reason);
  }
}
