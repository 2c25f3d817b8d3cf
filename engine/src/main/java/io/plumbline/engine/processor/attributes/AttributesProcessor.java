package io.plumbline.engine.processor.attributes;

import io.plumbline.engine.attribute.AttributeAction;
import io.plumbline.engine.attribute.AttributeActions;
import io.plumbline.engine.attribute.AttributeEditor;
import io.plumbline.engine.attribute.ItemMatch;
import io.plumbline.engine.component.ComponentFactory.ProcessorFactory;
import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Processor;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.BatchCursor;
import io.plumbline.otlp.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes the attributes of the spans, log records or data points that the configuration means. */
public final class AttributesProcessor implements Processor {
  public static final ProcessorFactory<Config> FACTORY = new Factory();

  private final AttributeEditor editor;
  private final Consumer next;

  AttributesProcessor(Config config, Consumer next) {
    this.editor = new AttributeEditor(config.actions, config::concerns);
    this.next = next;
  }

  @Override
  public void start() {
    // Nothing is needed.
  }

  @Override
  public Outcome consume(Batch batch) {
    return next.consume(editor.editItems(batch)).withoutRemaining();
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  /**
   * What users write.
   *
   * @param actions in the order in which they are applied
   * @param include only items that match are changed; null for all
   * @param exclude and of those only the ones that do not match; null for all
   */
  public record Config(
      List<AttributeAction> actions, @Nullable ItemMatch include, @Nullable ItemMatch exclude) {
    /** Not valid by itself: a processor without actions would do nothing. */
    public static final Config DEFAULT = new Config(List.of(), null, null);

    public Config {
      actions = List.copyOf(actions);
    }

    boolean concerns(BatchCursor at) {
      return (include == null || include.matches(at)) && (exclude == null || !exclude.matches(at));
    }
  }

  private static final class Factory implements ProcessorFactory<Config> {
    @Override
    public String type() {
      return "attributes";
    }

    @Override
    public Set<Signal> signals() {
      return EnumSet.allOf(Signal.class);
    }

    @Override
    public Config config(ConfigSection section) {
      Config config =
          new Config(
              AttributeActions.read(section, "actions"),
              ItemMatch.read(section, "include"),
              ItemMatch.read(section, "exclude"));
      section.rejectUnknownKeys();
      return config;
    }

    /** Properties of another signal's items, or none that items of this one have. */
    @Override
    public List<String> problems(Config config, Signal signal) {
      List<String> problems = new ArrayList<>();
      if (config.include != null) {
        config.include.problems(signal).forEach(problem -> problems.add("include: " + problem));
      }
      if (config.exclude != null) {
        config.exclude.problems(signal).forEach(problem -> problems.add("exclude: " + problem));
      }
      return problems;
    }

    @Override
    public Processor create(Settings settings, Config config, Signal signal, Consumer next) {
      return new AttributesProcessor(config, next);
    }
  }
}
