package io.plumbline.samples.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;

/** The shop's tables and products. Orders are kept in a ring, so that the database stays small. */
public final class ShopSchema {
  /** Products that exist, numbered from 0. */
  public static final int PRODUCTS = 200;

  private static final int ORDERS_KEPT = 10_000;

  private ShopSchema() {}

  /** The stock-keeping unit of a product; numbers from {@link #PRODUCTS} name none. */
  public static String sku(int number) {
    return String.format(Locale.ROOT, "P-%04d", number);
  }

  public static void create(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE products"
              + " (sku VARCHAR(16) PRIMARY KEY, name VARCHAR(80), price_cents INT)");
      statement.execute(
          "CREATE TABLE cart_items"
              + " (cart VARCHAR(32), sku VARCHAR(16), quantity INT, PRIMARY KEY (cart, sku))");
      statement.execute("CREATE TABLE orders (id INT PRIMARY KEY, cart VARCHAR(32), items INT)");
      statement.execute(
          "CREATE SEQUENCE order_ids START WITH 1 MAXVALUE " + ORDERS_KEPT + " CYCLE");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO products VALUES (?, ?, ?)")) {
      for (int i = 0; i < PRODUCTS; i++) {
        insert.setString(1, sku(i));
        insert.setString(2, "Product " + i);
        insert.setInt(3, 199 + 37 * i);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
