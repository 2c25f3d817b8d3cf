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

/** The rules of the shop: ranking, prices of carts, orders; asks service-b for what is stored. */
public final class ServiceA {
  private static final Latency RANK = new Latency(8.0, 0.4);
  private static final Latency PRICE = new Latency(5.0, 0.35);
  private static final Latency VALIDATE = new Latency(6.0, 0.4);

  private final Steps steps;
  private final Work work;
  private final Logger log;
  private final ClientTelemetry serviceB;
  private final Symptoms symptoms;

  public ServiceA(
      Telemetry telemetry, Work work, Logger log, ClientTelemetry serviceB, Symptoms symptoms) {
    this.steps = new Steps(telemetry, work);
    this.work = work;
    this.log = log;
    this.serviceB = serviceB;
    this.symptoms = symptoms;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", "/catalog", this::catalog),
        new Route("GET", "/catalog/{sku}", this::product),
        new Route("GET", "/carts/{cart}", this::cart),
        new Route("POST", "/carts/{cart}/items", this::addItem),
        new Route("POST", "/orders", this::order));
  }

  private Response catalog(Request request, Route.Parameters parameters) {
    Response items = serviceB.send(Request.get("/items?" + request.query()));
    step("rank products", RANK);
    log.info("Ranked the catalogue for {}", request.query());
    return items;
  }

  private Response product(Request request, Route.Parameters parameters) {
    Response item = serviceB.send(Request.get("/items/" + parameters.get("sku")));
    if (item.status() == 404) {
      log.warn("Product {} does not exist", parameters.get("sku"));
      return item;
    }
    step("rank related products", RANK);
    return item;
  }

  private Response cart(Request request, Route.Parameters parameters) {
    Response cart = serviceB.send(Request.get("/carts/" + parameters.get("cart")));
    step("price cart", PRICE);
    return cart;
  }

  private Response addItem(Request request, Route.Parameters parameters) {
    step("validate item", VALIDATE);
    return serviceB.send(
        Request.of("POST", "/carts/" + parameters.get("cart") + "/items", request.body()));
  }

  private Response order(Request request, Route.Parameters parameters) {
    String cart = request.parameter("cart", "none");
    step("validate order", VALIDATE);
    Response priced = serviceB.send(Request.get("/carts/" + cart));
    step("price cart", PRICE);
    Response order = serviceB.send(Request.of("POST", "/orders?cart=" + cart, priced.body()));
    if (order.status() == 201) {
      log.info("Order placed for cart {}", cart);
    }
    return order;
  }

  /** A step that a fault makes longer or breaks. */
  private void step(String name, Latency latency) {
    steps.run(name, latency, symptoms.extraWorkNanos());
    if (work.chance(symptoms.errorShare())) {
      throw new IllegalStateException("price rules are inconsistent: no rule applies to " + name);
    }
  }
}
