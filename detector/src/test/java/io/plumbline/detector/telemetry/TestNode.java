package io.plumbline.detector.telemetry;

import io.plumbline.elk.ElasticsearchConnection;
import io.plumbline.elk.node.LocalElasticsearch;
import io.plumbline.elk.node.NodeOptions;
import io.plumbline.elk.template.InstallOptions;
import io.plumbline.elk.template.TemplateInstaller;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node for all tests of this process, which ends with it; or, for quick rounds, one that runs
 * already, by {@code -Dtest.elasticsearch=URL}. Test classes keep apart by the time that their
 * telemetry is from.
 */
public final class TestNode {
  private static @Nullable LocalElasticsearch node;

  private TestNode() {}

  /** The address of the node, with templates installed. */
  public static synchronized String uri() throws IOException, InterruptedException {
    String running = System.getProperty("test.elasticsearch");
    if (running != null) {
      return running;
    }
    if (node == null) {
      node = LocalElasticsearch.start(NodeOptions.DISCARDED);
      try (ElasticsearchConnection connection =
          ElasticsearchConnection.open(node.uri().toString())) {
        new TemplateInstaller(connection, InstallOptions.DEFAULT).install();
      }
    }
    return node.uri().toString();
  }

  /** A connection to the node, for the caller to close. */
  public static ElasticsearchConnection connect() throws IOException, InterruptedException {
    return ElasticsearchConnection.open(uri());
  }

  /** Removes what detectors have written: models, checkpoints, incidents, alerts, actions. */
  public static void forgetDetectors(ElasticsearchConnection connection) throws IOException {
    for (String index :
        List.of(
            "models-plumbline",
            "checkpoints-plumbline",
            "templates-plumbline",
            "incidents-plumbline",
            "alerts-plumbline",
            "actions-plumbline")) {
      connection.send("DELETE", "/" + index, null);
    }
    new TemplateInstaller(connection, InstallOptions.DEFAULT).install();
  }
}
