package io.plumbline.engine.processor.resource;

import io.plumbline.engine.attribute.AttributeAction;
import io.plumbline.engine.attribute.AttributeActions;
import io.plumbline.engine.attribute.AttributeEditor;
import io.plumbline.engine.component.ComponentFactory.ProcessorFactory;
import io.plumbline.engine.component.Consumer;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.Processor;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Changes the attributes of resources, the same way for all of them. */
public final class ResourceProcessor implements Processor {
  public static final ProcessorFactory<Config> FACTORY = new Factory();

  private final AttributeEditor editor;
  private final Consumer next;

  ResourceProcessor(Config config, Consumer next) {
    this.editor = new AttributeEditor(config.attributes, _ -> true);
    this.next = next;
  }

  @Override
  public void start() {
    // Nothing to open.
  }

  @Override
  public Outcome consume(Batch batch) {
    return next.consume(editor.editResources(batch)).withoutRemaining();
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  /**
   * What users write.
   *
   * @param attributes the actions, in the order in which they are applied
   */
  public record Config(List<AttributeAction> attributes) {
    /** Not valid by itself: a processor without actions would do nothing. */
    public static final Config DEFAULT = new Config(List.of());

    public Config {
      attributes = List.copyOf(attributes);
    }
  }

  private static final class Factory implements ProcessorFactory<Config> {
    @Override
    public String type() {
      return "resource";
    }

    @Override
    public Set<Signal> signals() {
      return EnumSet.allOf(Signal.class);
    }

    @Override
    public Config config(ConfigSection section) {
      Config config = new Config(AttributeActions.read(section, "attributes"));
      section.rejectUnknownKeys();
      return config;
    }

    @Override
    public Processor create(Settings settings, Config config, Signal signal, Consumer next) {
      return new ResourceProcessor(config, next);
    }
  }
}
