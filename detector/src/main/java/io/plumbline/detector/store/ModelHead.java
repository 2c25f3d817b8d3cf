package io.plumbline.detector.store;

import io.plumbline.detector.model.NoveltyKind;
import io.plumbline.detector.training.TrainedModel;
import java.util.List;

/**
 * What a model says of itself, without what it knows of each service.
 *
 * @param blank the model without its services
 * @param services their names
 * @param forest whose forest it was trained with
 */
public record ModelHead(TrainedModel blank, List<String> services, NoveltyKind forest) {
  public ModelHead {
    services = List.copyOf(services);
  }
}
