package io.plumbline.agent.receiver.hostmetrics;

import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.software.os.InternetProtocolStats;

/** What each network interface has received and sent, and the established TCP connections. */
final class NetworkScraper implements Scraper {
  static final MetricSwitches SWITCHES =
      MetricSwitches.of(
          Set.of(
              "system.network.io",
              "system.network.packets",
              "system.network.errors",
              "system.network.dropped",
              "system.network.connections"),
          Set.of());

  private final HardwareAbstractionLayer hardware;
  private final InternetProtocolStats protocols;
  private final NameFilter interfaces;
  private final MetricSwitches switches;

  NetworkScraper(
      HardwareAbstractionLayer hardware,
      InternetProtocolStats protocols,
      NameFilter interfaces,
      MetricSwitches switches) {
    this.hardware = hardware;
    this.protocols = protocols;
    this.interfaces = interfaces;
    this.switches = switches;
  }

  @Override
  public String kind() {
    return "network";
  }

  @Override
  public MetricSwitches switches() {
    return switches;
  }

  @Override
  public void scrape(MetricsBuilder metrics) {
    List<NetworkIF> all =
        hardware.getNetworkIFs(true).stream()
            .filter(each -> interfaces.accepts(each.getName()))
            .toList();
    metrics.resource();
    metrics.counter("system.network.io", "By", "The number of bytes transmitted and received.");
    points(metrics, all, "receive", NetworkIF::getBytesRecv);
    points(metrics, all, "transmit", NetworkIF::getBytesSent);
    metrics.counter("system.network.packets", "{packets}", "The number of packets transferred.");
    points(metrics, all, "receive", NetworkIF::getPacketsRecv);
    points(metrics, all, "transmit", NetworkIF::getPacketsSent);
    metrics.counter("system.network.errors", "{errors}", "The number of errors encountered.");
    points(metrics, all, "receive", NetworkIF::getInErrors);
    points(metrics, all, "transmit", NetworkIF::getOutErrors);
    metrics.counter("system.network.dropped", "{packets}", "The number of packets dropped.");
    points(metrics, all, "receive", NetworkIF::getInDrops);
    metrics.upDownCounter(
        "system.network.connections", "{connections}", "The number of connections.");
    metrics.point(
        protocols.getTCPv4Stats().getConnectionsEstablished()
            + protocols.getTCPv6Stats().getConnectionsEstablished(),
        "protocol",
        "tcp",
        "state",
        "ESTABLISHED");
  }

  private static void points(
      MetricsBuilder metrics,
      List<NetworkIF> all,
      String direction,
      ToLongFunction<NetworkIF> value) {
    for (NetworkIF each : all) {
      metrics.point(value.applyAsLong(each), "device", each.getName(), "direction", direction);
    }
  }
}
