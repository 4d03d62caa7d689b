package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Module;
import dev.obor.nn.ModuleList;
import dev.obor.nn.Name;
import java.util.ArrayList;
import java.util.List;

/**
 * One answer for each anchor of several features, each of which has a module of its own: Python's
 * {@code torchvision.models.detection.ssd.SSDScoringHead}.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class SSDScoringHead extends Module {
  /** The modules, one for each features. */
  @Name("module_list")
  public ModuleList<Module> moduleList;

  private final long numColumns;

  /** Makes a head: Python's {@code SSDScoringHead(module_list, num_columns)}. */
  public SSDScoringHead(ModuleList<Module> moduleList, long numColumns) {
    this.moduleList = moduleList;
    this.numColumns = numColumns;
  }

  /**
   * Computes the answers, with the hooks around it.
   *
   * @param features (N, C, H, W) each, as many as modules
   * @return (N, A, numColumns) for all anchors
   */
  public Tensor call(List<Tensor> features) {
    return callWithHooks(
        Tensor.class, (args, kwargs) -> compute(Lists.of(args[0])), new Object[] {features});
  }

  private Tensor compute(List<Tensor> features) {
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      all.add(Lists.flattened(moduleList.get(i).call(features.get(i)), numColumns));
    }
    return Torch.cat(all, 1);
  }
}
