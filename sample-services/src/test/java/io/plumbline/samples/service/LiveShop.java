package io.plumbline.samples.service;

import io.plumbline.samples.http.Request;
import io.plumbline.samples.http.Response;
import io.plumbline.samples.http.SocketTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The three services on free ports of this process. */
public final class LiveShop implements AutoCloseable {
  private final Capture capture = new Capture();
  private final RunningService serviceB;
  private final RunningService serviceA;
  private final RunningService frontend;
  private final SocketTransport customer;

  private LiveShop(@Nullable Path directory) throws IOException, SQLException {
    serviceB = start(Role.SERVICE_B, null, directory);
    serviceA = start(Role.SERVICE_A, serviceB.uri(), directory);
    frontend = start(Role.FRONTEND, serviceA.uri(), directory);
    customer = new SocketTransport(frontend.uri(), Duration.ofSeconds(10));
  }

  public static LiveShop open() throws IOException, SQLException {
    return new LiveShop(null);
  }

  /** Each service writes {@code <name>.json} and {@code truth.jsonl} in a directory. */
  static LiveShop open(Path directory) throws IOException, SQLException {
    return new LiveShop(directory);
  }

  private RunningService start(Role role, @Nullable URI downstream, @Nullable Path directory)
      throws IOException, SQLException {
    return RunningService.start(
        new RunningService.Settings(
            role,
            "localhost",
            0,
            downstream,
            directory == null ? null : directory.resolve(role.serviceName() + ".json"),
            directory == null ? null : directory.resolve("truth.jsonl"),
            false,
            capture::into));
  }

  Response send(Request request) throws IOException {
    return customer.send(request);
  }

  public Response get(String target) throws IOException {
    return send(Request.get(target));
  }

  public Capture capture() {
    return capture;
  }

  RunningService frontend() {
    return frontend;
  }

  RunningService serviceA() {
    return serviceA;
  }

  RunningService serviceB() {
    return serviceB;
  }

  @Override
  public void close() throws IOException {
    customer.close();
    frontend.close();
    serviceA.close();
    serviceB.close();
  }
}
