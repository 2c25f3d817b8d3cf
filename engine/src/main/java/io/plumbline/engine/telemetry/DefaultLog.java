package io.plumbline.engine.telemetry;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * The log until a configuration has been read, in place of logback's own, which would write
 * everything to standard output. Found by logback through {@code META-INF/services}; a {@code
 * logback.xml} on the class path goes first.
 */
@ConfiguratorRank(ConfiguratorRank.FALLBACK + 1)
public final class DefaultLog extends ContextAwareBase implements Configurator {

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    ServiceLog.configureDefault(context);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
