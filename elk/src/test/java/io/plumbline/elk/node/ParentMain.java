package io.plumbline.elk.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A process that starts a node, tells the node's folder and address, and waits to be killed. */
final class ParentMain {
  private ParentMain() {}

  @SuppressWarnings("InterruptedExceptionSwallowed")
  public static void main(String[] args) throws Exception {
    LocalElasticsearch node = LocalElasticsearch.start(NodeOptions.DISCARDED);
    Path told = Path.of(args[0]);
    Path written = told.resolveSibling("written");
    Files.write(written, List.of(node.folder().toString(), node.uri().toString()));
    Files.move(written, told, StandardCopyOption.ATOMIC_MOVE);
    Thread.currentThread().join();
  }
}
