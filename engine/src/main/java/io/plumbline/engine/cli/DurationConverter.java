package io.plumbline.engine.cli;

import io.plumbline.engine.config.GoDuration;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Durations on the command line, as in the configuration: {@code 90s}, {@code 4m}, {@code 1h30m}.
 */
public final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    Duration duration = GoDuration.parse(text);
    if (duration == null || duration.isNegative()) {
      throw new TypeConversionException(
          "expected a duration such as 90s, 4m or 1h30m, found \"" + text + "\"");
    }
    return duration;
  }
}
