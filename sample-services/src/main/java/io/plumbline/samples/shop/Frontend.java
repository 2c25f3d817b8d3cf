package io.plumbline.samples.shop;

import io.plumbline.samples.http.ClientTelemetry;
import io.plumbline.samples.http.Request;
import io.plumbline.samples.http.Response;
import io.plumbline.samples.http.Route;
import io.plumbline.samples.telemetry.Telemetry;
import io.plumbline.samples.work.Latency;
import io.plumbline.samples.work.Work;
import java.util.List;
import org.slf4j.Logger;

/** What customers see: pages made from what service-a answers. */
public final class Frontend {
  private static final Latency SESSION = new Latency(2.0, 0.3);
  private static final Latency RENDER = new Latency(5.0, 0.35);

  private final Steps steps;
  private final Logger log;
  private final ClientTelemetry serviceA;

  public Frontend(Telemetry telemetry, Work work, Logger log, ClientTelemetry serviceA) {
    this.steps = new Steps(telemetry, work);
    this.log = log;
    this.serviceA = serviceA;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", "/", (_, _) -> page("/catalog?limit=8")),
        new Route("GET", "/products", (_, _) -> page("/catalog?limit=40")),
        new Route("GET", "/products/{sku}", (_, p) -> page("/catalog/" + p.get("sku"))),
        new Route("GET", "/cart", (request, _) -> page("/carts/" + cart(request))),
        new Route("POST", "/cart", this::addToCart),
        new Route("POST", "/checkout", this::checkout));
  }

  private Response page(String target) {
    steps.run("load session", SESSION);
    Response found = serviceA.send(Request.get(target));
    if (found.status() == 404) {
      log.warn("Nothing to show for {}", target);
      return found;
    }
    steps.run("render page", RENDER);
    log.info("Rendered {} in {} characters", target, found.body().length());
    return found;
  }

  private Response addToCart(Request request, Route.Parameters parameters) {
    steps.run("load session", SESSION);
    String cart = cart(request);
    Response added = serviceA.send(Request.of("POST", "/carts/" + cart + "/items", request.body()));
    log.info("Added to cart {}", cart);
    return added;
  }

  private Response checkout(Request request, Route.Parameters parameters) {
    steps.run("load session", SESSION);
    String cart = cart(request);
    Response order = serviceA.send(Request.of("POST", "/orders?cart=" + cart, request.body()));
    if (order.status() == 409) {
      log.warn("Cart {} could not be ordered: it is empty", cart);
      return order;
    }
    steps.run("render page", RENDER);
    log.info("Cart {} checked out", cart);
    return order;
  }

  private static String cart(Request request) {
    return request.parameter("cart", "none");
  }
}
