package io.plumbline.detector.store;

import io.plumbline.detector.training.TrainedModel;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model that is stored service by service as it is trained, so that all of it need not be in
 * memory at once. Nobody sees it before it is finished.
 */
public final class ModelDraft {
  private final ModelStore store;
  private final Documents documents;
  private final TrainedModel blank;
  private final List<String> services = new ArrayList<>();
  private @Nullable TrainedService any;

  /** See {@link ModelStore#draft}. */
  ModelDraft(ModelStore store, Documents documents, TrainedModel blank) {
    this.store = store;
    this.documents = documents;
    this.blank = blank;
  }

  /** Stores services; one that was stored before is replaced. */
  public void add(SortedMap<String, TrainedService> trained) throws IOException {
    for (Map.Entry<String, TrainedService> one : trained.entrySet()) {
      int index = services.indexOf(one.getKey());
      if (index < 0) {
        index = services.size();
        services.add(one.getKey());
      }
      any = one.getValue();
      ObjectNode part = documents.object();
      ModelDocument.writePart(part, blank, one.getKey(), one.getValue());
      Documents.Bulk bulk = documents.bulk();
      bulk.index(ModelStore.INDEX, ModelDocument.partId(blank.id(), index), part);
      bulk.send(false);
    }
  }

  /** Puts the model in use, and removes the oldest ones. */
  public void finish() throws IOException {
    ObjectNode head = documents.object();
    ModelDocument.writeHead(head, blank, services, any == null ? null : any.model().forest());
    Documents.Bulk bulk = documents.bulk();
    bulk.index(ModelStore.INDEX, blank.id(), head);
    bulk.send(false);
    store.finished(blank);
  }

  /** Removes what was stored: it is not to be used. */
  public void drop() throws IOException {
    Documents.Bulk bulk = documents.bulk();
    for (int i = 0; i < services.size(); i++) {
      bulk.delete(ModelStore.INDEX, ModelDocument.partId(blank.id(), i));
    }
    bulk.send(false);
  }
}
