package io.plumbline.samples.shop;

import io.plumbline.samples.http.Json;
import io.plumbline.samples.http.Request;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What the shop's customers ask of frontend: a mix of pages, one in a hundred products unknown.
 * Carts are checked out some time after something was put into them. For one thread.
 */
public final class Customers {
  private static final double UNKNOWN_PRODUCT_SHARE = 0.01;

  /** Cart numbers come round again, so that the database stays small. */
  private static final int CARTS = 5_000;

  /** Carts wait so long for their checkout that something is surely in them. */
  private static final int FILLED_MIN = 20;

  private static final int FILLED_MAX = 200;

  private final RandomGenerator random;
  private final Deque<Integer> filled = new ArrayDeque<>();
  private int nextCart;

  public Customers(RandomGenerator random) {
    this.random = random;
  }

  public Request next() {
    return page().withHeaders(Map.of("user-agent", "load-generator/1.0"));
  }

  private Request page() {
    int percent = random.nextInt(100);
    if (percent < 15) {
      return Request.get("/");
    }
    if (percent < 40) {
      return Request.get("/products");
    }
    if (percent < 70) {
      boolean unknown = random.nextDouble() < UNKNOWN_PRODUCT_SHARE;
      int number = random.nextInt(ShopSchema.PRODUCTS) + (unknown ? ShopSchema.PRODUCTS : 0);
      return Request.get("/products/" + ShopSchema.sku(number));
    }
    if (percent < 80) {
      return Request.get("/cart?cart=c-" + random.nextInt(CARTS));
    }
    if (percent < 92 || filled.size() < FILLED_MIN) {
      return fillCart();
    }
    return Request.of("POST", "/checkout?cart=c-" + filled.removeFirst(), "");
  }

  private Request fillCart() {
    nextCart = (nextCart + 1) % CARTS;
    if (filled.size() < FILLED_MAX) {
      filled.addLast(nextCart);
    }
    String sku = ShopSchema.sku(random.nextInt(ShopSchema.PRODUCTS));
    return Request.of("POST", "/cart?cart=c-" + nextCart, Json.write("sku", sku, "quantity", 1));
  }
}
