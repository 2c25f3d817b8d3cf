package io.plumbline.detector.training;

import io.plumbline.detector.features.FeatureRow;
import io.plumbline.detector.model.NoveltyKind;
import io.plumbline.detector.store.ModelDraft;
import io.plumbline.detector.store.ModelStore;
import io.plumbline.detector.training.TrainedModel.TrainedService;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

/** Models that are in memory as a whole. */
public final class Trained {
  private Trained() {}

  /** The model of all services that have rows. */
  public static TrainedModel of(TrainedModel blank, List<FeatureRow> rows) {
    Trainer trainer = new Trainer(blank, NoveltyKind.OURS);
    SortedMap<String, TrainedService> services = trainer.train(rows);
    services.putAll(trainer.lend());
    return blank.withServices(services);
  }

  /** Stores a model whole and puts it in use. */
  public static void save(ModelStore models, TrainedModel model) throws IOException {
    ModelDraft draft = models.draft(model);
    draft.add(model.services());
    draft.finish();
  }
}
