package io.plumbline.demo;

import java.net.URI;
import java.util.List;

/** Where each process of a run listens, on the loopback address. */
record Addresses(
    int agentGrpc,
    int agentHttp,
    int agentMetrics,
    int agentHealth,
    int gatewayGrpc,
    int gatewayHttp,
    int gatewayMetrics,
    int gatewayHealth,
    int frontend,
    int serviceA,
    int serviceB,
    int load,
    int web) {

  static Addresses find(int web) {
    List<Integer> ports = FreePorts.find(12);
    return new Addresses(
        ports.get(0),
        ports.get(1),
        ports.get(2),
        ports.get(3),
        ports.get(4),
        ports.get(5),
        ports.get(6),
        ports.get(7),
        ports.get(8),
        ports.get(9),
        ports.get(10),
        ports.get(11),
        web);
  }

  static String hostPort(int port) {
    return "127.0.0.1:" + port;
  }

  static URI http(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
