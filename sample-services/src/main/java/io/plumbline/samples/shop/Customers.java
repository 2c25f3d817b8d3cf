package io.plumbline.samples.shop;

import io.plumbline.samples.http.Json;
import io.plumbline.samples.http.Request;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What the shop's customers ask of frontend: a mix of pages, one in a hundred products unknown. */
public final class Customers {
  private static final int CARTS = 500;
  private static final double UNKNOWN_PRODUCT_SHARE = 0.01;

  private Customers() {}

  public static Request next(RandomGenerator random) {
    Request request = page(random);
    return request.withHeaders(Map.of("user-agent", "load-generator/1.0"));
  }

  private static Request page(RandomGenerator random) {
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
    String cart = "?cart=c-" + random.nextInt(CARTS);
    if (percent < 80) {
      return Request.get("/cart" + cart);
    }
    if (percent < 92) {
      String sku = ShopSchema.sku(random.nextInt(ShopSchema.PRODUCTS));
      return Request.of("POST", "/cart" + cart, Json.write("sku", sku, "quantity", 1));
    }
    return Request.of("POST", "/checkout" + cart, "");
  }
}
