package io.plumbline.gateway.exporter.elasticsearch;

import io.plumbline.elk.ElasticsearchConnection;
import io.plumbline.elk.node.LocalElasticsearch;
import io.plumbline.elk.node.NodeOptions;
import io.plumbline.elk.template.InstallOptions;
import io.plumbline.elk.template.TemplateInstaller;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One node for all tests of this process, which ends with it. It keeps what was sent: test classes
 * look for what is theirs.
 */
final class TestNode {
  private static @Nullable LocalElasticsearch node;

  private TestNode() {}

  /** A connection to the node, with templates installed, for the caller to close. */
  static synchronized ElasticsearchConnection connect() throws IOException, InterruptedException {
    if (node == null) {
      node = LocalElasticsearch.start(NodeOptions.DISCARDED);
      try (ElasticsearchConnection connection =
          ElasticsearchConnection.open(node.uri().toString())) {
        new TemplateInstaller(connection, InstallOptions.DEFAULT).install();
      }
    }
    return ElasticsearchConnection.open(node.uri().toString());
  }
}
