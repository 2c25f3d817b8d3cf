package io.plumbline.engine.cli;

import io.plumbline.engine.component.ComponentFactory;
import io.plumbline.engine.component.ComponentFactory.ConnectorFactory;
import io.plumbline.engine.component.ComponentFactory.ExporterFactory;
import io.plumbline.engine.component.ComponentFactory.ExtensionFactory;
import io.plumbline.engine.component.ComponentFactory.ProcessorFactory;
import io.plumbline.engine.component.ComponentFactory.ReceiverFactory;
import io.plumbline.engine.pipeline.Catalog;
import io.plumbline.engine.pipeline.Kind;
import io.plumbline.engine.service.Distribution;
import io.plumbline.otlp.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists what the program ships. */
@Command(
    name = "components",
    mixinStandardHelpOptions = true,
    description =
        "Lists the components that this program ships, as YAML: their names in a configuration, "
            + "the signals they take and how settled they are.")
final class ComponentsCommand implements Runnable {
  @ParentCommand private @Nullable RunCommand program;
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (program == null || spec == null) {
      throw new IllegalStateException("picocli sets the parent and the model of a sub-command");
    }
    spec.commandLine().getOut().print(YamlOutput.dump(list(program.distribution())));
    spec.commandLine().getOut().flush();
  }

  private static Map<String, Object> list(Distribution distribution) {
    Map<String, Object> build = new LinkedHashMap<>();
    build.put("command", distribution.command());
    build.put("description", distribution.description());
    build.put("version", distribution.version());
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("buildinfo", build);
    Catalog catalog = new Catalog(distribution.factories());
    for (Kind kind : Kind.values()) {
      List<Object> entries = new ArrayList<>();
      catalog.factories(kind).forEach(factory -> entries.add(entry(factory)));
      list.put(kind.section(), entries);
    }
    return list;
  }

  private static Map<String, Object> entry(ComponentFactory<?> factory) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", factory.type());
    if (!factory.aliases().isEmpty()) {
      entry.put("aliases", factory.aliases());
    }
    entry.put("module", factory.getClass().getPackageName());
    entry.put("stability", stability(factory));
    return entry;
  }

  private static Map<String, Object> stability(ComponentFactory<?> factory) {
    return switch (factory) {
      case ReceiverFactory<?> receiver -> ofSignals(factory, receiver.signals());
      case ProcessorFactory<?> processor -> ofSignals(factory, processor.signals());
      case ExporterFactory<?> exporter -> ofSignals(factory, exporter.signals());
      case ConnectorFactory<?> connector -> ofPairs(connector);
      case ExtensionFactory<?> _ -> Map.of("extension", factory.stability().toString());
    };
  }

  private static Map<String, Object> ofSignals(ComponentFactory<?> factory, Set<Signal> signals) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (Signal signal : Signal.values()) {
      if (signals.contains(signal)) {
        result.put(signal.id(), factory.stability().toString());
      }
    }
    return result;
  }

  private static Map<String, Object> ofPairs(ConnectorFactory<?> connector) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (Signal from : Signal.values()) {
      for (Signal to : Signal.values()) {
        if (connector.connects(from, to)) {
          result.put(from.id() + "-to-" + to.id(), connector.stability().toString());
        }
      }
    }
    return result;
  }
}
