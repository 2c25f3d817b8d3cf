package io.plumbline.engine.cli;

import io.plumbline.engine.config.ConfigException;
import io.plumbline.engine.config.ConfigLoader;
import io.plumbline.engine.config.Configuration;
import io.plumbline.engine.pipeline.Catalog;
import io.plumbline.engine.pipeline.ServiceConfig;
import io.plumbline.engine.pipeline.ServiceConfigReader;
import io.plumbline.engine.service.Distribution;
import io.plumbline.engine.service.Runner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program without a sub-command: runs a configuration. */
@Command(
    subcommands = {ValidateCommand.class, ComponentsCommand.class, PrintConfigCommand.class},
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer =
        "%nRuns until it gets SIGTERM or SIGINT; then it stops receiving, sends what it holds and"
            + " exits with 0. Exits with 1 when the configuration is wrong or something can't be"
            + " started, with 2 when the command line is wrong.")
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "LOCATION",
      scope = ScopeType.INHERIT,
      description =
          "A configuration, as the OpenTelemetry Collector reads it: a file's path, file:PATH,"
              + " env:NAME or 'yaml:KEY::KEY: VALUE'. May be repeated; later ones are laid over"
              + " earlier ones.")
  private final List<String> locations = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      scope = ScopeType.INHERIT,
      description =
          "Sets one value after all configurations, for example processors.batch.timeout=2s. May"
              + " be repeated.")
  private final List<String> assignments = new ArrayList<>();

  @Option(
      names = "--metrics-at-exit",
      paramLabel = "FILE",
      description = "Writes the program's own metrics to a file once more when it has stopped.")
  private @Nullable Path metricsAtExit;

  private final Distribution distribution;
  private final Map<String, String> environment;
  private final CompletableFuture<Void> stop;

  RunCommand(
      Distribution distribution, Map<String, String> environment, CompletableFuture<Void> stop) {
    this.distribution = distribution;
    this.environment = environment;
    this.stop = stop;
  }

  Distribution distribution() {
    return distribution;
  }

  /** What {@code --config} and {@code --set} say. */
  Configuration load() throws ConfigException {
    return new ConfigLoader(environment).load(locations, assignments);
  }

  /** The configuration, decoded; every problem of it is in the exception. */
  ServiceConfig decode(Configuration configuration) throws ConfigException {
    Catalog catalog = new Catalog(distribution.factories());
    ServiceConfig config = new ServiceConfigReader(catalog).read(configuration);
    configuration.requireValid();
    return config;
  }

  @Override
  public Integer call() throws Exception {
    new Runner(distribution, decode(load()), metricsAtExit).run(stop);
    return 0;
  }
}
