package io.plumbline.gateway.exporter.elasticsearch;

import io.plumbline.engine.component.ComponentFactory.ExporterFactory;
import io.plumbline.engine.component.Exporter;
import io.plumbline.engine.component.Outcome;
import io.plumbline.engine.component.RequestContext;
import io.plumbline.engine.component.Settings;
import io.plumbline.engine.component.StartException;
import io.plumbline.engine.component.StatusCode;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.engine.queue.DeliveryConfig;
import io.plumbline.engine.queue.QueueConfig;
import io.plumbline.engine.queue.QueuedExporter;
import io.plumbline.engine.queue.RetryConfig;
import io.plumbline.engine.queue.Sender;
import io.plumbline.engine.queue.Sizer;
import io.plumbline.engine.time.TimeSource;
import io.plumbline.gateway.exporter.elasticsearch.bulk.BulkSender;
import io.plumbline.gateway.exporter.elasticsearch.bulk.DeadLetters;
import io.plumbline.gateway.exporter.elasticsearch.bulk.Delivery;
import io.plumbline.gateway.exporter.elasticsearch.bulk.DeliveryMeters;
import io.plumbline.gateway.exporter.elasticsearch.bulk.DeliverySettings;
import io.plumbline.gateway.exporter.elasticsearch.bulk.RetryPolicy;
import io.plumbline.gateway.exporter.elasticsearch.document.DocumentSettings;
import io.plumbline.gateway.exporter.elasticsearch.document.DocumentWriter;
import io.plumbline.gateway.exporter.elasticsearch.document.Dropped;
import io.plumbline.gateway.exporter.elasticsearch.document.UndeliveredException;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Exporter {@code elasticsearch}: stores spans, their events, log records and data points as
 * documents of mapping mode {@code otel}.
 *
 * <p>A batch counts as sent when each of its documents is stored, was stored before, or is a dead
 * letter on disk. Until then it is sent again, without an end unless {@code retry::max_retries}
 * says so; without a queue in front, after two retries the caller is told to come back.
 */
public final class ElasticsearchExporter implements Sender {
  public static final ExporterFactory<Config> FACTORY = new Factory();

  /** As the Collector does, when nobody waits in a queue. */
  static final int RETRIES_WITHOUT_QUEUE = 2;

  private static final long DEAD_LETTER_FILE_BYTES = 100L * 1024 * 1024;
  private static final int DEAD_LETTER_FILES = 10;

  private final Config config;
  private final Signal signal;
  private final Settings settings;
  private final TimeSource time;
  private final DoubleSupplier random;
  private final DeliveryMeters meters;
  private final DeadLetters deadLetters;
  private final Semaphore permits;
  private final ConcurrentLinkedQueue<Lane> idle = new ConcurrentLinkedQueue<>();
  private @Nullable HttpClient http;
  private @Nullable Delivery delivery;

  /**
   * The configuration.
   *
   * @param headers of every request, authorization included
   * @param proxy an HTTP proxy; null for what the system properties say
   * @param gzipLevel 1 to 9, -1 for zlib's default, 0 for {@code compression: none}
   * @param timeout of one request
   * @param batchBytes uncompressed, of one request
   */
  public record Config(
      List<URI> endpoints,
      Map<String, String> headers,
      ClientTls tls,
      @Nullable URI proxy,
      int gzipLevel,
      Duration timeout,
      DocumentSettings documents,
      Set<String> allowedModes,
      RetryPolicy retry,
      Set<Integer> retryOnStatus,
      QueueConfig queue,
      @Nullable Boolean includeSourceOnError,
      boolean logFailedDocuments,
      Duration logFailedDocumentsInterval,
      int batchBytes,
      Path deadLetterDirectory) {

    public static final Config DEFAULT =
        new Config(
            List.of(),
            Map.of(),
            ClientTls.DEFAULT,
            null,
            1,
            Duration.ofSeconds(90),
            DocumentSettings.DEFAULT,
            Set.of("none", "ecs", "otel", "raw", "bodymap"),
            new RetryPolicy(RetryPolicy.UNLIMITED, Duration.ofMillis(100), Duration.ofMinutes(1)),
            Set.of(429),
            new QueueConfig(
                true,
                10,
                10,
                Sizer.REQUESTS,
                true,
                false,
                new QueueConfig.Batching(
                    Duration.ofSeconds(10), 1_000_000, 5_000_000, Sizer.BYTES, List.of())),
            null,
            false,
            Duration.ofSeconds(1),
            5_000_000,
            Path.of("dead-letter"));

    public Config {
      endpoints = List.copyOf(endpoints);
      headers = Map.copyOf(headers);
      allowedModes = Set.copyOf(allowedModes);
      retryOnStatus = Set.copyOf(retryOnStatus);
    }
  }

  private static final class Factory implements ExporterFactory<Config> {
    @Override
    public String type() {
      return "elasticsearch";
    }

    @Override
    public Set<Signal> signals() {
      return EnumSet.allOf(Signal.class);
    }

    @Override
    public Config config(ConfigSection section) {
      return new ConfigReader(section, System.getenv()::get).read();
    }

    @Override
    public Exporter create(Settings settings, Config config, Signal signal) {
      return ElasticsearchExporter.create(
          settings, config, signal, TimeSource.system(), Math::random);
    }
  }

  /** What one thread at a time needs to write and send documents. */
  private record Lane(DocumentWriter writer, BulkSender sender) {}

  static Exporter create(
      Settings settings, Config config, Signal signal, TimeSource time, DoubleSupplier random) {
    // Attempts are limited one by one inside, and so are retries.
    DeliveryConfig delivery = new DeliveryConfig(Duration.ZERO, RetryConfig.OFF, config.queue());
    Sender sender = new ElasticsearchExporter(settings, config, signal, time, random);
    return QueuedExporter.create(settings, signal, delivery, sender, time, random);
  }

  private ElasticsearchExporter(
      Settings settings, Config config, Signal signal, TimeSource time, DoubleSupplier random) {
    this.settings = settings;
    this.config = config;
    this.signal = signal;
    this.time = time;
    this.random = random;
    meters = new DeliveryMeters(settings, signal);
    String name = settings.id().toString().replace('/', '_') + "-" + signal.id();
    deadLetters =
        new DeadLetters(
            config.deadLetterDirectory(),
            name,
            signal,
            settings.clock(),
            DEAD_LETTER_FILE_BYTES,
            DEAD_LETTER_FILES);
    permits = new Semaphore(config.queue().numConsumers());
  }

  @Override
  public void start() throws StartException {
    HttpClient client = HttpClients.create(config);
    http = client;
    delivery =
        new Delivery(
            deliverySettings(),
            settings,
            client,
            meters,
            deadLetters,
            config.batchBytes(),
            time,
            random);
  }

  private DeliverySettings deliverySettings() {
    boolean queued = config.queue().enabled() && !config.queue().waitForResult();
    RetryPolicy retry = config.retry();
    if (!queued && retry.maxRetries() == RetryPolicy.UNLIMITED) {
      retry = new RetryPolicy(RETRIES_WITHOUT_QUEUE, retry.initialInterval(), retry.maxInterval());
    }
    return new DeliverySettings(
        config.endpoints(),
        config.headers(),
        config.gzipLevel(),
        config.timeout(),
        retry,
        config.retryOnStatus(),
        config.includeSourceOnError(),
        config.logFailedDocuments(),
        config.logFailedDocumentsInterval());
  }

  @Override
  public Outcome send(Batch batch) throws InterruptedException {
    Outcome refusal = refuseOtherModes();
    if (refusal != null) {
      return refusal;
    }
    permits.acquire();
    try {
      Lane lane = idle.poll();
      if (lane == null) {
        lane = newLane();
      }
      try {
        return send(batch, lane);
      } finally {
        idle.add(lane);
      }
    } finally {
      permits.release();
    }
  }

  private Lane newLane() {
    Delivery started = delivery;
    if (started == null) {
      throw new IllegalStateException("exporter must be started before it sends");
    }
    return new Lane(
        new DocumentWriter(signal, config.documents(), config.batchBytes()), started.sender());
  }

  private Outcome send(Batch batch, Lane lane) throws InterruptedException {
    Delivery started = delivery;
    int requestBytes = started == null ? config.batchBytes() : started.limit().bytes();
    meters.itemsReceived(batch.itemCount());
    lane.sender.begin();
    String returned = "shutdown";
    try {
      lane.writer.write(batch, lane.sender, requestBytes);
      returned = "";
    } catch (UndeliveredException e) {
      returned = "retries_exhausted";
      return new Outcome.RetryAfter(StatusCode.UNAVAILABLE, e.reason(), e.delay(), null);
    } finally {
      Dropped dropped = lane.writer.dropped();
      for (Dropped.Reason reason : Dropped.Reason.values()) {
        meters.dropped(dropped.items(reason), reason.label());
      }
      int open = batch.itemCount() - lane.sender.settledItems() - dropped.total();
      meters.returned(open, returned);
    }
    Dropped dropped = lane.writer.dropped();
    return dropped.total() == 0
        ? Outcome.accepted()
        : new Outcome.PartlyRejected(
            dropped.total(), "not representable in Elasticsearch: " + dropped.describe());
  }

  /** A client may ask for another mapping mode by a header that the receiver kept. */
  private @Nullable Outcome refuseOtherModes() {
    for (String mode : RequestContext.current().values("x-elastic-mapping-mode")) {
      if (!config.allowedModes().contains(mode)) {
        return new Outcome.Rejected(
            StatusCode.INVALID_ARGUMENT,
            "unsupported mapping mode \"" + mode + "\", expected one of " + config.allowedModes());
      }
      if (!mode.equals("otel")) {
        return new Outcome.Rejected(
            StatusCode.INVALID_ARGUMENT,
            "mapping mode \"" + mode + "\" is not available yet, only \"otel\" is");
      }
    }
    return null;
  }

  @Override
  public void close() {
    for (Lane lane = idle.poll(); lane != null; lane = idle.poll()) {
      lane.sender.close();
    }
    HttpClient client = http;
    http = null;
    if (client != null) {
      client.shutdownNow();
      client.close();
    }
    try {
      deadLetters.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
