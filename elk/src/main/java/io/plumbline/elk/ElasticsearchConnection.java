package io.plumbline.elk;

import static java.nio.charset.StandardCharsets.UTF_8;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Base64;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A connection to Elasticsearch: Elastic's typed client, and raw JSON requests for what is kept as
 * JSON. Opening it sends nothing; {@link #check} does. Safe for use by several threads.
 */
public final class ElasticsearchConnection implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int ANSWER_TIMEOUT_MILLIS = 60_000;

  /** How long a request is repeated that comes before its shards do, and how often. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final URI uri;
  private final JsonMapper json;
  private final RestClient rest;
  private final Duration patience;
  private final ElasticsearchClient client;

  private ElasticsearchConnection(URI uri, JsonMapper json, RestClient rest, Duration patience) {
    this.uri = uri;
    this.json = json;
    this.rest = rest;
    this.patience = patience;
    this.client =
        new ElasticsearchClient(new RestClientTransport(rest, new Jackson3JsonpMapper(json)));
  }

  /**
   * A connection to an address such as {@code http://localhost:9200} or {@code
   * https://user:password@search.example.com/prefix}; without a port it is the scheme's.
   *
   * @throws IllegalArgumentException when that is no such address
   */
  public static ElasticsearchConnection open(String address) {
    return open(address, null);
  }

  /**
   * The same with an API key, encoded as Elasticsearch hands it out.
   *
   * @throws IllegalArgumentException when the address is none, or has a password too
   */
  public static ElasticsearchConnection open(String address, @Nullable String apiKey) {
    return open(address, apiKey, PATIENCE);
  }

  static ElasticsearchConnection open(String address, @Nullable String apiKey, Duration patience) {
    URI whole = parse(address);
    String password = whole.getUserInfo();
    if (password != null && apiKey != null) {
      throw new IllegalArgumentException(
          "an Elasticsearch connection takes a password in its address or an API key, not both");
    }
    URI uri = withoutPassword(whole);
    RestClientBuilder builder =
        RestClient.builder(new HttpHost(uri.getHost(), uri.getPort(), uri.getScheme()))
            .setRequestConfigCallback(timeouts ->
                timeouts
                    .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                    .setSocketTimeout(ANSWER_TIMEOUT_MILLIS));
    if (uri.getPath() != null && uri.getPath().length() > 1) {
      builder.setPathPrefix(uri.getPath());
    }
    if (password != null) {
      String encoded = Base64.getEncoder().encodeToString(password.getBytes(UTF_8));
      builder.setDefaultHeaders(authorization("Basic " + encoded));
    }
    if (apiKey != null) {
      builder.setDefaultHeaders(authorization("ApiKey " + apiKey));
    }
    return new ElasticsearchConnection(
        uri, JsonMapper.builder().build(), builder.build(), patience);
  }

  /** The address, without a password. */
  public URI uri() {
    return uri;
  }

  /** Elastic's client. Its failures read better after {@link #explain}. */
  public ElasticsearchClient client() {
    return client;
  }

  /** How this connection reads and writes JSON. */
  public JsonMapper json() {
    return json;
  }

  /**
   * Sends a request and returns what is answered, an error too. What comes too early, as a search
   * of an index that was made this moment, is asked again for some seconds: it has done nothing.
   *
   * @param path with its query, such as {@code /_cluster/health?timeout=1s}
   * @param body JSON, or lines of JSON for a bulk request; null for none
   * @throws IOException when there is no answer, explained
   */
  public JsonAnswer send(String method, String path, @Nullable String body) throws IOException {
    long start = System.nanoTime();
    while (true) {
      JsonAnswer answer = sendOnce(method, path, body);
      if (!answer.isTooEarly() || System.nanoTime() - start >= patience.toNanos()) {
        return answer;
      }
      pause();
    }
  }

  /**
   * Checks that Elasticsearch answers and lets us in.
   *
   * @throws IOException saying what is wrong
   */
  public void check() throws IOException {
    send("GET", "/_cluster/health?filter_path=status", null).orThrow("Elasticsearch at " + uri);
  }

  /** A failure of a request through this connection, in a sentence for a person. */
  public String explain(Exception failure) {
    return ConnectionFailure.explain(uri, failure);
  }

  /** Closes its sockets; requests that run fail. Works twice. */
  @Override
  public void close() throws IOException {
    rest.close();
  }

  @Override
  public String toString() {
    return "ElasticsearchConnection[" + uri + "]";
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Stopped while waiting for Elasticsearch's shards");
    }
  }

  private JsonAnswer sendOnce(String method, String path, @Nullable String body)
      throws IOException {
    Request request = request(method, path);
    if (body != null) {
      request.setEntity(new StringEntity(body, contentType(path)));
    }
    try {
      return answer(rest.performRequest(request));
    } catch (ResponseException e) {
      return answer(e.getResponse());
    } catch (IOException e) {
      throw new IOException(explain(e), e);
    }
  }

  private static Request request(String method, String path) {
    int query = path.indexOf('?');
    if (query < 0) {
      return new Request(method, path);
    }
    Request request = new Request(method, path.substring(0, query));
    for (String parameter : path.substring(query + 1).split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals < 0) {
        request.addParameter(parameter, "");
      } else {
        request.addParameter(parameter.substring(0, equals), parameter.substring(equals + 1));
      }
    }
    return request;
  }

  private static ContentType contentType(String path) {
    return path.contains("/_bulk")
        ? ContentType.create("application/x-ndjson", UTF_8)
        : ContentType.APPLICATION_JSON;
  }

  private JsonAnswer answer(Response response) throws IOException {
    int status = response.getStatusLine().getStatusCode();
    if (response.getEntity() == null) {
      return new JsonAnswer(status, JsonNodeFactory.instance.missingNode());
    }
    try (InputStream body = response.getEntity().getContent()) {
      return new JsonAnswer(status, json.readTree(body));
    } catch (JacksonException e) {
      throw new IOException(uri + " answered " + status + " without JSON: is it Elasticsearch?", e);
    }
  }

  private static URI parse(String address) {
    String expectation =
        "an Elasticsearch address reads http://host:9200 or https://user:password@host:9200";
    String shown = address.substring(address.lastIndexOf('@') + 1);
    URI uri;
    try {
      uri = new URI(address.strip());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(expectation + ": " + e.getReason(), e);
    }
    boolean http = "http".equalsIgnoreCase(uri.getScheme());
    if (!http && !"https".equalsIgnoreCase(uri.getScheme())) {
      throw new IllegalArgumentException(expectation + ": " + shown);
    }
    if (uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException(expectation + ": " + shown);
    }
    return uri;
  }

  private static URI withoutPassword(URI uri) {
    if (uri.getRawUserInfo() == null) {
      return uri;
    }
    return URI.create(uri.toString().replace(uri.getRawUserInfo() + "@", ""));
  }

  private static Header[] authorization(String value) {
    return new Header[] {new BasicHeader("Authorization", value)};
  }
}
