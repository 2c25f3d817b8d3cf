package io.plumbline.engine.attribute;

import io.plumbline.otlp.AttributesCursor;
import io.plumbline.otlp.AttributesRewriter;
import io.plumbline.otlp.AttributesWriter;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.BatchCursor;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** Applies actions to batches. Safe for use by several threads. */
public final class AttributeEditor {
  private final List<AttributeAction> actions;
  private final Predicate<BatchCursor> chosen;

  /** What has been used and can be used again; as many as there were ever callers at once. */
  private final Queue<Workspace> workspaces = new ConcurrentLinkedQueue<>();

  /** An editor that changes what the predicate chooses; it must not move the cursor. */
  public AttributeEditor(List<AttributeAction> actions, Predicate<BatchCursor> chosen) {
    this.actions = List.copyOf(actions);
    this.chosen = chosen;
  }

  /** The batch with the attributes of its resources changed; the same one when nothing changes. */
  public Batch editResources(Batch batch) {
    Workspace workspace = take();
    try {
      return workspace.rewriter.rewriteResources(batch, workspace);
    } finally {
      giveBack(workspace);
    }
  }

  /**
   * The batch with the attributes of its spans, log records or data points changed; the same one
   * when nothing changes.
   */
  public Batch editItems(Batch batch) {
    Workspace workspace = take();
    try {
      return workspace.rewriter.rewriteItems(batch, workspace);
    } finally {
      giveBack(workspace);
    }
  }

  private Workspace take() {
    Workspace workspace = workspaces.poll();
    return workspace == null ? new Workspace() : workspace;
  }

  private void giveBack(Workspace workspace) {
    workspace.table.clear();
    workspaces.add(workspace);
  }

  private final class Workspace implements AttributesRewriter.Edit {
    private final AttributesRewriter rewriter = new AttributesRewriter();
    private final AttributeTable table = new AttributeTable();

    @Override
    public boolean rewrite(BatchCursor at, AttributesCursor attributes, AttributesWriter out) {
      if (!chosen.test(at)) {
        return false;
      }
      table.load(attributes);
      for (AttributeAction action : actions) {
        action.apply(table);
      }
      if (table.changed()) {
        table.write(attributes, out);
      }
      return table.changed();
    }
  }
}
