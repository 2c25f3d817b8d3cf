package io.plumbline.detector.graph;

/**
 * Where a service sends requests, as its client spans name it.
 *
 * @param address {@code server.address}, empty when the span has none
 * @param port {@code server.port}, 0 when the span has none
 */
public record Peer(String caller, String address, long port) {}
