package io.plumbline.elk;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.conn.ConnectTimeoutException;

/** What a failed request means, in a sentence for a person. */
final class ConnectionFailure {
  /** Chains of causes are short; a cycle must end. */
  private static final int CAUSES_MAX = 16;

  private ConnectionFailure() {}

  static String explain(URI uri, Throwable failure) {
    String subject = "Elasticsearch at " + uri;
    if (failure instanceof ElasticsearchException refused) {
      return subject + " refused a request: " + innermost(refused.error(), refused.status());
    }
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
      String sentence =
          switch (cause) {
            case ConnectTimeoutException _ -> " does not answer: connecting took too long";
            case SocketTimeoutException _ -> " took too long to answer";
            case TimeoutException _ -> " took too long to answer";
            case ConnectException _ -> " refuses the connection: is it running?";
            case NoRouteToHostException _ -> " cannot be reached: no route to the host";
            case UnknownHostException _ -> " is at an unknown host: " + uri.getHost();
            case SSLException tls -> " has no secure connection for us: " + tls.getMessage();
            case ConnectionClosedException _ ->
                " closed the connection without an answer: http where it expects https?";
            default -> "";
          };
      if (!sentence.isEmpty()) {
        return subject + sentence;
      }
      cause = cause.getCause();
    }
    return subject + " did not take a request: " + failure;
  }

  private static String innermost(ErrorCause error, int status) {
    ErrorCause cause = error;
    for (int depth = 0; depth < CAUSES_MAX; depth++) {
      ErrorCause next = cause.causedBy();
      if (next == null) {
        break;
      }
      cause = next;
    }
    return cause.reason() + " (" + cause.type() + ", " + status + ")";
  }
}
