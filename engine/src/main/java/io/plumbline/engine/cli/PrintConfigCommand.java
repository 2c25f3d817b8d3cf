package io.plumbline.engine.cli;

import io.plumbline.engine.config.Configuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints a configuration as it is after merging and expansion. */
@Command(
    name = "print-config",
    aliases = "print-initial-config",
    mixinStandardHelpOptions = true,
    description =
        "Prints a configuration as it is after all sources have been merged and variables expanded."
            + " Passwords, tokens, keys and headers are hidden unless --mode unredacted is given.")
final class PrintConfigCommand implements Callable<Integer> {
  private static final String REDACTED = "[REDACTED]";
  private static final Pattern SECRET =
      Pattern.compile("(.*_)?(password|token|tokens|secret|api_key|key_pem|inline)");

  @ParentCommand private @Nullable RunCommand program;
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--mode",
      defaultValue = "redacted",
      description = "redacted (default) or unredacted")
  private Mode mode = Mode.REDACTED;

  @Option(
      names = "--validate",
      arity = "1",
      defaultValue = "true",
      description = "Whether to check the configuration first (true by default).")
  private boolean validate = true;

  /** Whether secrets are shown. */
  enum Mode {
    REDACTED,
    UNREDACTED
  }

  @Override
  public Integer call() throws Exception {
    if (program == null || spec == null) {
      throw new IllegalStateException("picocli sets the parent and the model of a sub-command");
    }
    Configuration configuration = program.load();
    if (validate) {
      program.decode(configuration);
    }
    Object values = configuration.values();
    spec.commandLine()
        .getOut()
        .print(YamlOutput.dump(mode == Mode.REDACTED ? redacted(values, false) : values));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private static @Nullable Object redacted(@Nullable Object value, boolean secret) {
    return switch (value) {
      case null -> null;
      case Map<?, ?> map -> {
        Map<Object, Object> result = new LinkedHashMap<>();
        map.forEach((key, element) -> {
          String name = key.toString().toLowerCase(Locale.ROOT);
          boolean hidden = secret || name.equals("headers") || SECRET.matcher(name).matches();
          result.put(key, redacted(element, hidden));
        });
        yield result;
      }
      case List<?> list -> list.stream().map(element -> redacted(element, secret)).toList();
      case Object scalar -> secret ? REDACTED : scalar;
    };
  }
}
