package io.plumbline.engine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.component.ServiceStatus;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.config.ConfigException;
import io.plumbline.engine.config.ConfigLoader;
import io.plumbline.engine.config.Configuration;
import io.plumbline.engine.pipeline.Catalog;
import io.plumbline.engine.pipeline.FakeComponents;
import io.plumbline.engine.pipeline.ServiceConfig;
import io.plumbline.engine.pipeline.ServiceConfigReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunnerTest {
  private static final String CONFIG =
      """
      receivers: {in: }
      exporters: {out: }
      extensions: {ext/1: , ext/2: }
      service:
        extensions: [ext/2, ext/1]
        telemetry: {metrics: {level: none}}
        pipelines: {traces: {receivers: [in], exporters: [out]}}
      """;

  private final FakeComponents components = new FakeComponents();
  private final CompletableFuture<Void> stop = new CompletableFuture<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  @Test
  void run_startsAndStopsInOrder() throws Exception {
    stop.complete(null);

    runner(CONFIG).run(stop);

    assertThat(components.journal)
        .containsExactly(
            "start ext/2",
            "start ext/1",
            "start out traces",
            "start in",
            "close in",
            "close out traces",
            "close ext/1",
            "close ext/2");
  }

  @Test
  void startThatFails_closesWhatHadStarted() throws Exception {
    Runner runner = runner(CONFIG.replace("{in: }", "{in: {fails: true}}"));

    assertThatThrownBy(() -> runner.run(stop))
        .isInstanceOf(StartException.class)
        .hasMessage("cannot start pipelines: failed to start \"in\" receiver: it does not want to");
    assertThat(components.journal)
        .containsExactly(
            "start ext/2",
            "start ext/1",
            "start out traces",
            "close in",
            "close out traces",
            "close ext/1",
            "close ext/2");
  }

  @Test
  void extensionThatFails_isNamed() throws Exception {
    Runner runner = runner(CONFIG.replace("ext/1: ,", "ext/1: {fails: true},"));

    assertThatThrownBy(() -> runner.run(stop))
        .hasMessage(
            "failed to start extensions: failed to start \"ext/1\" extension: it does not want"
                + " to");
  }

  @Test
  void fatalError_stopsEverything() throws Exception {
    Thread thread = start(CONFIG);
    settings("out").health().fatalError("the disk is gone");
    thread.join();

    assertThat(failure.get())
        .hasMessage("the service can't go on: \"out\" exporter: the disk is gone");
    assertThat(components.journal).endsWith("close out traces", "close ext/1", "close ext/2");
  }

  @Test
  void status_followsTheService() throws Exception {
    Thread thread = start(CONFIG);
    ServiceStatus status = components.statuses.getFirst();
    Awaitility.await().until(status::ready);
    assertThat(status.readySince()).isNotNull();

    stop.complete(null);
    thread.join();

    assertThat(status.ready()).isFalse();
    assertThat(status.readySince()).isNull();
    assertThat(failure.get()).isNull();
  }

  @Test
  void errors_lastUntilTheComponentRecovers() throws Exception {
    Thread thread = start(CONFIG);
    ServiceStatus status = components.statuses.getFirst();

    settings("out").health().recoverableError("away");
    assertThat(status.errors()).isEqualTo(Map.of(new ComponentId("out", ""), "away"));
    settings("out").health().ok();
    assertThat(status.errors()).isEmpty();

    stop.complete(null);
    thread.join();
  }

  private Settings settings(String id) {
    return Objects.requireNonNull(components.settings.get(id));
  }

  /** Runs on a thread of its own; returns when the receivers have started. */
  private Thread start(String yaml) throws ConfigException {
    Runner runner = runner(yaml);
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                runner.run(stop);
              } catch (StartException e) {
                failure.set(e);
              }
            });
    Awaitility.await()
        .until(() -> !components.statuses.isEmpty() && components.statuses.getFirst().ready());
    return thread;
  }

  private Runner runner(String yaml) throws ConfigException {
    Configuration configuration =
        new ConfigLoader(Map.of()).load(List.of("yaml:" + yaml), List.of());
    ServiceConfig config =
        new ServiceConfigReader(new Catalog(components.factories())).read(configuration);
    configuration.requireValid();
    return new Runner(
        new Distribution("test", "plumbline-test", "A test.", components.factories()),
        config,
        null);
  }
}
