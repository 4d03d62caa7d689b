package dev.obor.training;

import dev.obor.Tensor;
import dev.obor.nn.Module;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** The steps of a model that has only {@code forward}: inputs and targets, a loss, and measures. */
record SupervisedSteps(
    Module model, BinaryOperator<Tensor> loss, Map<String, BinaryOperator<Tensor>> metrics)
    implements Trainable<Tensor[]> {
  @Override
  public Tensor trainingStep(Tensor[] batch) {
    return loss.apply(model.call(batch[0]), batch[1]);
  }

  @Override
  public Map<String, Tensor> validationStep(Tensor[] batch) {
    Tensor out = model.call(batch[0]);
    Map<String, Tensor> output = new LinkedHashMap<>();
    output.put("val_loss", loss.apply(out, batch[1]));
    metrics.forEach((name, metric) -> output.put(name, metric.apply(out, batch[1])));
    return output;
  }

  @Override
  public Map<String, Double> validationEpochEnd(List<Map<String, Tensor>> outputs) {
    return Training.means(outputs);
  }

  @Override
  public void epochEnd(int epoch, Map<String, Double> result) {
    // Callbacks print, if anybody does.
  }
}
