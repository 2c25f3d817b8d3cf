package io.plumbline.engine.service;

import io.plumbline.engine.component.ComponentId;
import io.plumbline.engine.component.Health;
import io.plumbline.engine.component.ServiceStatus;
import io.plumbline.engine.pipeline.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects what components say of themselves, and knows whether the service is ready. */
final class HealthBoard implements ServiceStatus {
  private static final Logger LOG = LoggerFactory.getLogger(HealthBoard.class);

  private final InstantSource clock;
  private final CompletableFuture<String> fatal = new CompletableFuture<>();

  /** Guarded by this. */
  private final Map<Key, String> errors = new LinkedHashMap<>();

  /** Guarded by this; null unless every pipeline runs. */
  private @Nullable Instant readySince;

  private record Key(Kind kind, ComponentId id) {}

  HealthBoard(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void becomeReady() {
    readySince = clock.instant();
  }

  synchronized void beginStopping() {
    readySince = null;
  }

  /** Done with a message when a component says that the service can't go on. */
  CompletableFuture<String> fatal() {
    return fatal;
  }

  @Override
  public synchronized boolean ready() {
    return readySince != null;
  }

  @Override
  public synchronized @Nullable Instant readySince() {
    return readySince;
  }

  @Override
  public synchronized Map<ComponentId, String> errors() {
    Map<ComponentId, String> result = new LinkedHashMap<>();
    errors.forEach((key, message) -> result.merge(key.id(), message, (a, b) -> a + "; " + b));
    return result;
  }

  /** Where one component reports. */
  Health of(Kind kind, ComponentId id) {
    Key key = new Key(kind, id);
    return new Health() {
      @Override
      public void ok() {
        if (set(key, null)) {
          LOG.atInfo()
              .addKeyValue("otelcol.component.id", id)
              .addKeyValue("otelcol.component.kind", kind.singular())
              .log("Component recovered");
        }
      }

      @Override
      public void recoverableError(String message) {
        if (set(key, message)) {
          LOG.atWarn()
              .addKeyValue("otelcol.component.id", id)
              .addKeyValue("otelcol.component.kind", kind.singular())
              .addKeyValue("error", message)
              .log("Component reported a recoverable error");
        }
      }

      @Override
      public void fatalError(String message) {
        set(key, message);
        LOG.atError()
            .addKeyValue("otelcol.component.id", id)
            .addKeyValue("otelcol.component.kind", kind.singular())
            .addKeyValue("error", message)
            .log("Component reported a fatal error");
        fatal.complete("\"" + id + "\" " + kind.singular() + ": " + message);
      }
    };
  }

  /** Null for no error; says whether the component went from working to failing or back. */
  private synchronized boolean set(Key key, @Nullable String error) {
    return error == null ? errors.remove(key) != null : errors.put(key, error) == null;
  }
}
