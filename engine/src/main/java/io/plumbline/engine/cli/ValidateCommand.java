package io.plumbline.engine.cli;

import io.plumbline.engine.service.Runner;
import io.plumbline.engine.telemetry.ServiceLog;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Checks a configuration without starting anything. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description =
        "Checks a configuration without starting anything: silent and 0 when it is right, every "
            + "problem with its path and 1 when it is not.")
final class ValidateCommand implements Callable<Integer> {
  @ParentCommand private @Nullable RunCommand program;

  @Override
  public Integer call() throws Exception {
    if (program == null) {
      throw new IllegalStateException("picocli sets the parent of a sub-command");
    }
    ServiceLog.quieten();
    Runner.tryOut(program.decode(program.load()));
    return 0;
  }
}
