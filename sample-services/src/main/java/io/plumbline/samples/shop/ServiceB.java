package io.plumbline.samples.shop;

import io.plumbline.samples.database.Database;
import io.plumbline.samples.database.Statement;
import io.plumbline.samples.http.ClientTelemetry;
import io.plumbline.samples.http.Json;
import io.plumbline.samples.http.Request;
import io.plumbline.samples.http.Response;
import io.plumbline.samples.http.Route;
import io.plumbline.samples.work.Latency;
import io.plumbline.samples.work.Work;
import java.util.List;
import org.slf4j.Logger;

/** What is stored: products, carts and orders in the database; prices come from outside. */
public final class ServiceB {
  private static final Statement LIST_PRODUCTS =
      new Statement(
          "SELECT",
          "products",
          "SELECT sku, name, price_cents FROM products ORDER BY sku LIMIT ?",
          new Latency(10.0, 0.4));
  private static final Statement FIND_PRODUCT =
      new Statement(
          "SELECT",
          "products",
          "SELECT sku, name, price_cents FROM products WHERE sku = ?",
          new Latency(6.0, 0.35));
  private static final Statement READ_CART =
      new Statement(
          "SELECT",
          "cart_items",
          "SELECT sku, quantity FROM cart_items WHERE cart = ?",
          new Latency(6.0, 0.35));
  private static final Statement ADD_ITEM =
      new Statement(
          "MERGE",
          "cart_items",
          "MERGE INTO cart_items (cart, sku, quantity) KEY (cart, sku) VALUES (?, ?, ?)",
          new Latency(8.0, 0.4));
  private static final Statement PLACE_ORDER =
      new Statement(
          "MERGE",
          "orders",
          "MERGE INTO orders (id, cart, items) KEY (id) VALUES (NEXT VALUE FOR order_ids, ?, ?)",
          new Latency(12.0, 0.4));
  private static final Statement EMPTY_CART =
      new Statement(
          "DELETE", "cart_items", "DELETE FROM cart_items WHERE cart = ?", new Latency(7.0, 0.35));

  private final Database database;
  private final ClientTelemetry pricing;
  private final Work work;
  private final Logger log;

  /** A service on a database and an external price service. */
  public ServiceB(Database database, ClientTelemetry pricing, Work work, Logger log) {
    this.database = database;
    this.pricing = pricing;
    this.work = work;
    this.log = log;
  }

  public List<Route> routes() {
    return List.of(
        new Route("GET", "/items", this::items),
        new Route("GET", "/items/{sku}", this::item),
        new Route("GET", "/carts/{cart}", this::cart),
        new Route("POST", "/carts/{cart}/items", this::addItem),
        new Route("POST", "/orders", this::order));
  }

  private Response items(Request request, Route.Parameters parameters) {
    String limit = request.parameter("limit", "20");
    int rows = database.inSession(session -> session.run(LIST_PRODUCTS, number(limit)));
    pricing.send(Request.get("/prices?currency=EUR"));
    return Response.ok(Json.write("products", rows));
  }

  private Response item(Request request, Route.Parameters parameters) {
    String sku = parameters.get("sku");
    int rows = database.inSession(session -> session.run(FIND_PRODUCT, sku));
    if (rows == 0) {
      return Response.error(404, "no such product: " + sku);
    }
    pricing.send(Request.get("/prices/" + sku + "?currency=EUR"));
    return Response.ok(Json.write("sku", sku));
  }

  private Response cart(Request request, Route.Parameters parameters) {
    String cart = parameters.get("cart");
    int items = database.inSession(session -> session.run(READ_CART, cart));
    return Response.ok(Json.write("cart", cart, "items", items));
  }

  private Response addItem(Request request, Route.Parameters parameters) {
    String cart = parameters.get("cart");
    String sku = ShopSchema.sku(work.random().get().nextInt(ShopSchema.PRODUCTS));
    database.inSession(session -> session.run(ADD_ITEM, cart, sku, 1));
    log.info("Cart {} holds product {}", cart, sku);
    return new Response(201, Json.write("cart", cart, "sku", sku));
  }

  private Response order(Request request, Route.Parameters parameters) {
    String cart = request.parameter("cart", "none");
    pricing.send(Request.get("/prices?currency=EUR"));
    int items =
        database.inSession(session -> {
          int found = session.run(READ_CART, cart);
          if (found > 0) {
            session.run(PLACE_ORDER, cart, found);
            session.run(EMPTY_CART, cart);
          }
          return found;
        });
    if (items == 0) {
      log.warn("Cart {} is empty: no order", cart);
      return Response.error(409, "cart is empty");
    }
    log.info("Stored the order of cart {} with {} items", cart, items);
    return new Response(201, Json.write("cart", cart, "items", items));
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 20;
  }
}
