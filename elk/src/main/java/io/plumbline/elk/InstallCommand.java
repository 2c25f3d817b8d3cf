package io.plumbline.elk;

import io.plumbline.elk.template.InstallOptions;
import io.plumbline.elk.template.TemplateInstaller;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Installs the templates and prints what fell back. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    versionProvider = ElkMain.Version.class,
    description = "Installs index templates and, where there are any, lifecycles. Safe to repeat.")
final class InstallCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--elasticsearch",
      paramLabel = "URL",
      defaultValue = "${env:ELASTICSEARCH_URL:-http://localhost:9200}",
      description =
          "Where Elasticsearch is, with user:password@ if needed (default: the variable"
              + " ELASTICSEARCH_URL, else http://localhost:9200).")
  private String address = "http://localhost:9200";

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      defaultValue = "${env:ELASTICSEARCH_API_KEY}",
      description = "An encoded API key (default: the variable ELASTICSEARCH_API_KEY).")
  private @Nullable String apiKey;

  @Option(
      names = "--refresh-millis",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "How long a stored document may be invisible to searches (default:"
              + " ${DEFAULT-VALUE}).")
  private long refreshMillis = 1000;

  @Option(
      names = "--retention-days",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "How long telemetry is kept where the node has lifecycles (default:"
              + " ${DEFAULT-VALUE}).")
  private long retentionDays = 30;

  @Override
  public Integer call() throws IOException {
    InstallOptions options;
    ElasticsearchConnection connection;
    try {
      options =
          new InstallOptions(Duration.ofMillis(refreshMillis), Duration.ofDays(retentionDays));
      connection = ElasticsearchConnection.open(address, apiKey);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ParameterException(commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
    }
    try (connection) {
      new TemplateInstaller(connection, options).install().lines().forEach(System.out::println);
    }
    return 0;
  }

  private CommandSpec commandSpec() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the command's specification before the call");
    }
    return spec;
  }
}
