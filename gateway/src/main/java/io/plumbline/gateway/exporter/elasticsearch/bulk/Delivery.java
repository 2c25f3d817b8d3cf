package io.plumbline.gateway.exporter.elasticsearch.bulk;

import io.plumbline.engine.component.Settings;
import io.plumbline.engine.time.TimeSource;
import java.net.http.HttpClient;
import java.util.function.DoubleSupplier;

/** What the senders of one exporter share. Thread-safe. */
public final class Delivery {
  private final DeliverySettings settings;
  private final String exporter;
  private final BulkClient client;
  private final DeliveryMeters meters;
  private final DeadLetters deadLetters;
  private final Troubles troubles;
  private final Pause pause;
  private final RequestLimit limit;
  private final LogLimit logLimit;
  private final DoubleSupplier random;

  /**
   * @param requestBytesMax bytes of uncompressed lines, until a node asks for less
   * @param random draws from [0, 1), to scatter retries
   */
  public Delivery(
      DeliverySettings settings,
      Settings component,
      HttpClient http,
      DeliveryMeters meters,
      DeadLetters deadLetters,
      int requestBytesMax,
      TimeSource time,
      DoubleSupplier random) {
    this.settings = settings;
    this.exporter = component.id().toString();
    this.meters = meters;
    this.deadLetters = deadLetters;
    this.random = random;
    Endpoints endpoints = new Endpoints(settings.endpoints(), time::nanoTime);
    client = new BulkClient(http, settings, endpoints, component.clock(), meters);
    troubles = new Troubles(exporter, component.health());
    pause = new Pause(time);
    limit = new RequestLimit(requestBytesMax);
    logLimit = new LogLimit(settings.logFailedDocumentsInterval(), time::nanoTime);
  }

  /** A sender for one thread at a time. */
  public BulkSender sender() {
    return new BulkSender(this, settings.gzipLevel());
  }

  public RequestLimit limit() {
    return limit;
  }

  DeliverySettings settings() {
    return settings;
  }

  String exporter() {
    return exporter;
  }

  BulkClient client() {
    return client;
  }

  DeliveryMeters meters() {
    return meters;
  }

  DeadLetters deadLetters() {
    return deadLetters;
  }

  Troubles troubles() {
    return troubles;
  }

  Pause pause() {
    return pause;
  }

  LogLimit logLimit() {
    return logLimit;
  }

  DoubleSupplier random() {
    return random;
  }
}
