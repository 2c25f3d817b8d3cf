package io.plumbline.elk.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A process that starts a node, tells where the node's folder is, and waits to be killed. */
final class ParentMain {
  private ParentMain() {}

  @SuppressWarnings("InterruptedExceptionSwallowed")
  public static void main(String[] args) throws Exception {
    LocalElasticsearch node = LocalElasticsearch.start(NodeOptions.DISCARDED);
    Path told = Path.of(args[0]);
    Path written = told.resolveSibling("written");
    Files.writeString(written, node.folder().toString());
    Files.move(written, told, StandardCopyOption.ATOMIC_MOVE);
    Thread.currentThread().join();
  }
}
