package io.plumbline.samples.service;

import io.plumbline.samples.database.Database;
import io.plumbline.samples.database.Pool;
import io.plumbline.samples.http.ClientTelemetry;
import io.plumbline.samples.http.Route;
import io.plumbline.samples.http.ServerTelemetry;
import io.plumbline.samples.http.Transport;
import io.plumbline.samples.shop.Frontend;
import io.plumbline.samples.shop.Pricing;
import io.plumbline.samples.shop.ServiceA;
import io.plumbline.samples.shop.ServiceB;
import io.plumbline.samples.shop.Symptoms;
import io.plumbline.samples.telemetry.ServiceLog;
import io.plumbline.samples.telemetry.Telemetry;
import io.plumbline.samples.work.Work;
import java.util.List;

/** Wires one service of the shop: the same for a running one and for history. */
public record Shop(Telemetry telemetry, ServiceLog log, Work work, Symptoms symptoms) {
  /** What the service calls: another service, or for service-b its database. */
  public sealed interface Downstream {
    /** Another service over HTTP. */
    record Service(Transport transport) implements Downstream {}

    /** A database. */
    record Storage(Pool pool) implements Downstream {}
  }

  /**
   * The service as a handler of requests.
   *
   * @param host and port are the address that clients know it by
   */
  public ServerTelemetry serve(Role role, Downstream downstream, String host, int port) {
    return new ServerTelemetry(
        telemetry, log.logger(ServerTelemetry.class), routes(role, downstream), host, port);
  }

  private List<Route> routes(Role role, Downstream downstream) {
    return switch (downstream) {
      case Downstream.Service(Transport transport) when role == Role.FRONTEND ->
          new Frontend(telemetry, work, log.logger(Frontend.class), client("service-a", transport))
              .routes();
      case Downstream.Service(Transport transport) when role == Role.SERVICE_A ->
          new ServiceA(
                  telemetry,
                  work,
                  log.logger(ServiceA.class),
                  client("service-b", transport),
                  symptoms)
              .routes();
      case Downstream.Storage(Pool pool) when role == Role.SERVICE_B ->
          new ServiceB(
                  new Database(telemetry, log.logger(Database.class), work, pool),
                  client("the price service", new Pricing(work, symptoms)),
                  work,
                  log.logger(ServiceB.class))
              .routes();
      case Downstream.Service _, Downstream.Storage _ ->
          throw new IllegalArgumentException(role + " cannot call " + downstream);
    };
  }

  private ClientTelemetry client(String service, Transport transport) {
    return new ClientTelemetry(telemetry, service, transport);
  }
}
