package io.plumbline.detector.cli;

import io.plumbline.elk.ElasticsearchConnection;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where Elasticsearch is. */
final class StoreOptions {
  @Option(
      names = "--elasticsearch",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      defaultValue = "${env:ELASTICSEARCH_URL:-http://localhost:9200}",
      description =
          "Elasticsearch, such as http://user:password@host:9200 (default: $ELASTICSEARCH_URL, else"
              + " http://localhost:9200)")
  private String url = "";

  @Option(
      names = "--api-key",
      scope = ScopeType.INHERIT,
      paramLabel = "KEY",
      defaultValue = "${env:ELASTICSEARCH_API_KEY}",
      description = "API key for Elasticsearch (default: $ELASTICSEARCH_API_KEY)")
  private @Nullable String apiKey;

  /** A connection that Elasticsearch has answered on. */
  ElasticsearchConnection connect() throws IOException, CommandFailedException {
    ElasticsearchConnection connection = open();
    try {
      connection.check();
      return connection;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  /** A connection that nothing was sent on. */
  ElasticsearchConnection open() throws CommandFailedException {
    try {
      return ElasticsearchConnection.open(url, apiKey == null || apiKey.isEmpty() ? null : apiKey);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }
}
