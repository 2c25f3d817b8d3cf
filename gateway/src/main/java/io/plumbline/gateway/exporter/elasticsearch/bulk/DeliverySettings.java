package io.plumbline.gateway.exporter.elasticsearch.bulk;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How bulk requests are sent.
 *
 * @param headers of every request, authorization included
 * @param gzipLevel 1 to 9, -1 for zlib's default, 0 to send uncompressed
 * @param timeout of a request until its whole answer; zero means none
 * @param retry when and how often
 * @param retryOnStatus of requests and of documents, besides those that always are
 * @param logFailedDocuments whether a refused document is logged, at most one a second
 */
public record DeliverySettings(
    List<URI> endpoints,
    Map<String, String> headers,
    int gzipLevel,
    Duration timeout,
    RetryPolicy retry,
    Set<Integer> retryOnStatus,
    @Nullable Boolean includeSourceOnError,
    boolean logFailedDocuments,
    Duration logFailedDocumentsInterval) {

  public DeliverySettings {
    endpoints = List.copyOf(endpoints);
    headers = Map.copyOf(headers);
    retryOnStatus = Set.copyOf(retryOnStatus);
  }
}
