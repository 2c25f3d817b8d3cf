package io.plumbline.engine.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.plumbline.engine.component.StartException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TLS context that reads its files again, at most once an interval and when a connection needs
 * them. Files that can't be used then leave the last good ones in place.
 */
final class ReloadingSslContext extends SslContext {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadingSslContext.class);

  /** How soon a changed client authority is seen when nothing else asks for reloading. */
  static final Duration CLIENT_CA_INTERVAL = Duration.ofSeconds(1);

  private final Loader loader;
  private final long intervalNanos;
  private final LongSupplier nanoClock;
  private final TlsConfig config;
  private SslContext current; // Guarded by this, as is loadedAt.
  private long loadedAt;

  /** Reads the files and makes of them what the JDK needs. */
  @FunctionalInterface
  interface Loader {
    SslContext load() throws IOException, GeneralSecurityException;
  }

  private ReloadingSslContext(
      Duration interval,
      Loader loader,
      LongSupplier nanoClock,
      TlsConfig config,
      SslContext first) {
    this.loader = loader;
    this.intervalNanos = interval.toNanos();
    this.nanoClock = nanoClock;
    this.config = config;
    this.current = first;
    this.loadedAt = nanoClock.getAsLong();
  }

  static SslContext create(Duration interval, Loader loader, TlsConfig config)
      throws StartException {
    return create(interval, loader, System::nanoTime, config);
  }

  static SslContext create(
      Duration interval, Loader loader, LongSupplier nanoClock, TlsConfig config)
      throws StartException {
    return new ReloadingSslContext(interval, loader, nanoClock, config, loaded(loader));
  }

  /** Loads once, with words for a person when that fails. */
  static SslContext loaded(Loader loader) throws StartException {
    try {
      return loader.load();
    } catch (NoSuchFileException e) {
      throw new StartException(
          "failed to load TLS config: " + e.getMessage() + ": no such file", e);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new StartException("failed to load TLS config: " + e.getMessage(), e);
    }
  }

  private synchronized SslContext current() {
    long now = nanoClock.getAsLong();
    if (intervalNanos > 0 && now - loadedAt >= intervalNanos) {
      loadedAt = now;
      try {
        current = loader.load();
      } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
        LOG.warn("Can't reload TLS certificates, using those loaded before", e);
      }
    }
    return current;
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator) {
    return withCurves(current().newEngine(allocator), config);
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
    return withCurves(current().newEngine(allocator, peerHost, peerPort), config);
  }

  static SSLEngine withCurves(SSLEngine engine, TlsConfig config) {
    if (!config.curvePreferences().isEmpty()) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setNamedGroups(
          config.curvePreferences().stream().map(TlsConfig.CURVES::get).toArray(String[]::new));
      engine.setSSLParameters(parameters);
    }
    return engine;
  }

  @Override
  public boolean isClient() {
    return current().isClient();
  }

  @Override
  public List<String> cipherSuites() {
    return current().cipherSuites();
  }

  @Override
  @SuppressWarnings("deprecation") // Abstract in the superclass, and read by its callers.
  public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
    return current().applicationProtocolNegotiator();
  }

  @Override
  public SSLSessionContext sessionContext() {
    return current().sessionContext();
  }
}
