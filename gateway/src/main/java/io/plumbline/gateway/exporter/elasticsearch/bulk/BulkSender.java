package io.plumbline.gateway.exporter.elasticsearch.bulk;

import io.plumbline.gateway.exporter.elasticsearch.bulk.DeliveryMeters.Outcome;
import io.plumbline.gateway.exporter.elasticsearch.document.BulkBody;
import io.plumbline.gateway.exporter.elasticsearch.document.DocumentSink;
import io.plumbline.gateway.exporter.elasticsearch.document.UndeliveredException;
import java.time.Duration;
import java.util.BitSet;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * Delivers documents until each is stored, was stored before, or is a dead letter. Documents that
 * Elasticsearch does not take now are sent again, by themselves and with the lines they have; what
 * it says about one document is never held against another. Not thread-safe: one for each sender.
 */
public final class BulkSender implements DocumentSink, AutoCloseable {
  /** A document that makes a node fail must not stop the others for ever. */
  private static final int INTERNAL_ERRORS_MAX = 8;

  private static final int INTERNAL_ERROR = 500;
  private static final int CONFLICT = 409;

  /** Part of the reason with which time series indices refuse ids of others. */
  private static final String FOREIGN_ID = "_id must be unset or set to";

  private final BulkClient client;
  private final DeliveryMeters meters;
  private final Refused refused;
  private final Troubles troubles;
  private final Pause pause;
  private final RequestLimit limit;
  private final RetryPolicy policy;
  private final Set<Integer> retriedStatuses;
  private final DoubleSupplier random;
  private final GzipBody gzip;
  private final BulkResponse response = new BulkResponse();
  private final BitSet again = new BitSet();
  private Duration asked = Duration.ZERO;
  private boolean pauseFirst;
  private int internalErrors;
  private int settledItems;
  private String lastError = "";

  BulkSender(Delivery shared, int gzipLevel) {
    client = shared.client();
    meters = shared.meters();
    refused = new Refused(shared);
    troubles = shared.troubles();
    pause = shared.pause();
    limit = shared.limit();
    policy = shared.settings().retry();
    retriedStatuses = shared.settings().retryOnStatus();
    random = shared.random();
    gzip = new GzipBody(gzipLevel);
  }

  /** Begins a batch, whose items are counted by {@link #settledItems}. */
  public void begin() {
    settledItems = 0;
    refused.clear();
  }

  /** Items of the batch that are in documents that are done with. */
  public int settledItems() {
    return settledItems;
  }

  @Override
  public void deliver(BulkBody body) throws UndeliveredException, InterruptedException {
    meters.documentsReceived(body.count());
    internalErrors = 0;
    Backoff backoff = new Backoff(policy, random);
    while (body.count() > 0) {
      int before = body.count();
      sendAll(body);
      body.retain(again);
      if (body.count() == 0) {
        break;
      }
      if (body.count() < before) {
        backoff.reset();
      }
      if (!backoff.retry()) {
        meters.documentsReturned(body.count());
        throw new UndeliveredException("no more retries left: " + lastError, asked);
      }
      meters.documentsRetried(body.count());
      if (pauseFirst) {
        pause.await(backoff.delay(asked));
      }
    }
    body.clear();
  }

  /** Sends all documents once and notes which to send again. */
  private void sendAll(BulkBody body) throws InterruptedException {
    again.clear();
    asked = Duration.ZERO;
    pauseFirst = false;
    int bytesMax = limit.bytes();
    int from = 0;
    while (from < body.count()) {
      int to = endOfRequest(body, from, bytesMax);
      Answer answer = client.send(body, from, to, gzip, response);
      switch (answer) {
        case Answer.Documents _ -> {
          readAnswers(body, from, to);
          from = to;
        }
        case Answer.TooLarge tooLarge -> {
          bytesMax = limit.lower(bytes(body, from, to));
          from = splitOrRefuse(from, to, 413, tooLarge.message());
        }
        case Answer.Invalid invalid -> {
          bytesMax = bytes(body, from, to) / 2;
          from = splitOrRefuse(from, to, invalid.status(), invalid.message());
        }
        case Answer.Denied denied -> {
          troubles.report(Troubles.Kind.DENIED, denied.message());
          from = postpone(body, from, denied.message());
        }
        case Answer.Again later -> {
          troubles.report(Troubles.Kind.UNREACHABLE, later.message());
          asked = later.delay();
          from = postpone(body, from, later.message());
          // Another node may take it at once, but when this one asked for time all get it.
          pauseFirst = !client.anotherNode() || later.status() == 429;
        }
      }
    }
    if (refused.write(body)) {
      settledItems += refused.writtenItems();
    } else {
      again.or(refused.documents());
      lastError = "dead letters can't be written";
      pauseFirst = true;
    }
  }

  /** As many documents as fit, at least one. */
  private static int endOfRequest(BulkBody body, int from, int bytesMax) {
    int to = from + 1;
    while (to < body.count() && body.end(to) - body.start(from) <= bytesMax) {
      to++;
    }
    return to;
  }

  private static int bytes(BulkBody body, int from, int to) {
    return body.end(to - 1) - body.start(from);
  }

  /** Goes on with the same documents in smaller requests, or behind the one that is refused. */
  private int splitOrRefuse(int from, int to, int status, String message) {
    if (to - from > 1) {
      return from;
    }
    refused.add(from, status, "request_refused", message);
    return to;
  }

  /** Keeps all documents from here on for later. */
  private int postpone(BulkBody body, int from, String error) {
    again.set(from, body.count());
    lastError = error;
    pauseFirst = true;
    return body.count();
  }

  private void readAnswers(BulkBody body, int from, int to) {
    boolean denied = false;
    boolean internalError = false;
    for (int document = from; document < to; document++) {
      int answer = document - from;
      int status = response.status(answer);
      int items = body.items(document);
      if (status >= 200 && status < 300) {
        Outcome outcome = response.inFailureStore(answer) ? Outcome.FAILURE_STORE : Outcome.SUCCESS;
        meters.processed(outcome, status, "", items);
        settledItems += items;
      } else if (status == CONFLICT) {
        // The reference logs an error here; but who has the id has the document.
        boolean ours = !body.route(document).idsRefused();
        Outcome outcome = ours ? Outcome.ALREADY_STORED : Outcome.SERIES_CONFLICT;
        meters.processed(outcome, status, "", items);
        settledItems += items;
      } else if (status == 401 || status == 403) {
        denied = true;
        retryLater(document, answer);
      } else if (retriedStatuses.contains(status)
          || (status > INTERNAL_ERROR)
          || (status == INTERNAL_ERROR && internalErrors < INTERNAL_ERRORS_MAX)) {
        internalError |= status == INTERNAL_ERROR;
        retryLater(document, answer);
      } else if (body.hasOwnId(document) && response.errorReason(answer).contains(FOREIGN_ID)) {
        body.dropOwnId(document);
        again.set(document);
        lastError = response.errorReason(answer);
      } else {
        refused.add(document, status, response.errorType(answer), response.errorReason(answer));
      }
    }
    internalErrors += internalError ? 1 : 0;
    if (denied) {
      troubles.report(Troubles.Kind.DENIED, lastError);
    } else {
      troubles.answered();
    }
  }

  private void retryLater(int document, int answer) {
    again.set(document);
    pauseFirst = true;
    lastError =
        response.status(answer)
            + " "
            + response.errorType(answer)
            + ": "
            + response.errorReason(answer);
  }

  @Override
  public void close() {
    gzip.close();
  }
}
