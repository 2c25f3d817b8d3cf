package io.plumbline.detector.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.detector.incident.ServiceSignals;
import io.plumbline.detector.incident.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceDayTest {
  private static final List<String> METRICS =
      List.of("Time", "TimeStamp", "PodName", "PodWorkload(Ops)", "NodeCpu", "PodClientLatencyP90");
  private static final String SHOP = "shop-579f59597d-wc2lz";
  private static final String CART = "cart-cf787dd48-vpjrd";

  @TempDir private Path folder;

  @BeforeEach
  void oneFault() throws IOException {
    Files.writeString(
        folder.resolve("2022-08-22-fault_list.json"),
        """
        {"03": [{"inject_time": "2022-08-22 03:01:05", "inject_timestamp": "99",
                 "inject_pod": "%s"}]}
        """
            .formatted(CART));
  }

  @Test
  void read_timesOfAFaultContradict_theOneThatWasMeasuredHolds() throws IOException {
    ServiceDay day = ServiceDay.read(tables());

    assertThat(day.faults())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.service()).isEqualTo("cart");
          assertThat(day.window(one.fault().start())).isEqualTo(1);
        });
  }

  @Test
  void read_rowsOutOfOrder_areInOrder_andTheNodesMetricsLeftOut() throws IOException {
    ServiceSignals shop = signals(ServiceDay.read(tables()), "shop");

    assertThat(shop.signals())
        .containsExactly(
            new Signal("PodWorkload(Ops)", Signal.Kind.OWN),
            new Signal("PodClientLatencyP90", Signal.Kind.WAITED),
            new Signal("calls to cart per request", Signal.Kind.OWN));
    assertThat(shop.column(0)).containsExactly(10, 20, Double.NaN, 40);
    assertThat(shop.column(1)).containsExactly(0.2, 0.2, Double.NaN, Double.NaN);
    assertThat(shop.column(2)).containsExactly(0.5, 0.5, Double.NaN, 0);
  }

  @Test
  void read_calls_areChargedToTheCallee() throws IOException {
    ServiceDay day = ServiceDay.read(tables());

    ServiceSignals cart = signals(day, "cart");
    assertThat(cart.signals().getLast())
        .isEqualTo(new Signal("call from shop", Signal.Kind.CALLED));
    assertThat(cart.column(2)).containsExactly(3, Double.NaN, Double.NaN, Double.NaN);
    assertThat(day.graph().callees("shop")).containsExactly("cart");
  }

  @Test
  void read_podsOfOneService_areOne() throws IOException {
    PodTables tables = tables();
    tables.add(pod("shop-579f59597d-aaaaa", row(3, 30)));

    assertThat(signals(ServiceDay.read(tables), "shop").column(0)).containsExactly(10, 20, 30, 40);
  }

  @Test
  void read_oneService_orOtherYears_isRefused() throws IOException {
    PodTables one = new PodTables(folder);
    one.add(pod(SHOP, row(1, 1)));
    assertThatThrownBy(() -> ServiceDay.read(one)).hasMessageContaining("at least two services");

    PodTables tables = tables();
    tables.add(pod(SHOP, List.of("2032-01-01 00:00:00", "7", SHOP, "1", "1", "1")));
    assertThatThrownBy(() -> ServiceDay.read(tables)).hasMessageContaining("expected at most 31");
  }

  private PodTables tables() throws IOException {
    PodTables tables = new PodTables(folder);
    tables.add(pod(SHOP, row(4, 40), row(1, 10), row(2, 20)));
    tables.add(pod(CART, row(1, 5), row(2, 10), row(4, 0)));
    List<String> header = List.of("time", "timestamp", "shop_cart", "shop_elsewhere");
    tables.add(calls("source_50.csv", header, "9"));
    tables.add(calls("destination_50.csv", header, "6"));
    return tables;
  }

  private Table pod(String pod, List<?>... rows) {
    List<List<String>> named =
        List.of(rows).stream()
            .map(row -> row.stream().map(field -> field.equals("POD") ? pod : "" + field).toList())
            .toList();
    return new Table(folder.resolve(pod + "_metric.csv"), METRICS, named);
  }

  private Table calls(String file, List<String> header, String latency) {
    return new Table(
        folder.resolve(file), header, List.of(List.of(time(1), "7", latency, latency)));
  }

  private static List<String> row(int minute, int load) {
    return List.of(time(minute), "7", "POD", "" + load, "3", minute == 4 ? "+Inf" : "0.2");
  }

  private static String time(int minute) {
    return "2022-08-22 03:0%d:19.5 +0000 UTC m=+0.1".formatted(minute - 1);
  }

  private static ServiceSignals signals(ServiceDay day, String service) {
    return Objects.requireNonNull(day.services().get(service));
  }
}
