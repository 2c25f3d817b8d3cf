package io.plumbline.detector.cli;

import io.plumbline.detector.monitor.Monitor;
import io.plumbline.detector.monitor.MonitorListener;
import io.plumbline.detector.monitor.MonitorLoop;
import io.plumbline.detector.monitor.MonitorSettings;
import io.plumbline.detector.search.Search;
import io.plumbline.detector.store.CheckpointStore;
import io.plumbline.detector.store.Documents;
import io.plumbline.detector.store.FindingStore;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.store.TemplateStore;
import io.plumbline.detector.store.UnusableModelException;
import io.plumbline.detector.time.Pause;
import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import java.time.InstantSource;
import java.util.UUID;

/** A monitor put together on a connection. */
final class Monitoring {
  private final Monitor monitor;
  private final InstantSource clock;
  private final MonitorListener listener;

  Monitoring(
      ElasticsearchConnection connection,
      MonitorSettings settings,
      InstantSource clock,
      MonitorListener listener) {
    Documents documents = new Documents(connection);
    this.clock = clock;
    this.listener = listener;
    this.monitor =
        new Monitor(
            settings,
            new Search(connection),
            new ModelStore(documents),
            new FindingStore(documents),
            new CheckpointStore(documents, settings.grid(), UUID.randomUUID().toString()),
            new TemplateStore(documents, settings.grid()),
            clock,
            listener);
  }

  /** Runs until it is stopped or done. */
  void run(Pause pause) throws IOException, InterruptedException, UnusableModelException {
    new MonitorLoop(monitor, clock, listener, pause).run();
  }

  /** Scores all windows that are final. */
  void runOnce() throws IOException, UnusableModelException {
    while (monitor.step() > 0) {
      // The next few hundred windows.
    }
  }
}
