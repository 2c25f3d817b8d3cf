package io.plumbline.engine.cli;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Prints plain values as block YAML. */
final class YamlOutput {
  private YamlOutput() {}

  static String dump(@Nullable Object value) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndent(4);
    options.setIndicatorIndent(2);
    options.setSplitLines(false);
    return new Yaml(options).dump(value);
  }
}
