package dev.obor.vision.datasets;

import dev.obor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of pictures with the flow between them: what torchvision's datasets for optical flow have
 * in common.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public abstract class FlowDataset extends PairDataset<FlowSample> {
  private final @Nullable UnaryOperator<FlowSample> transforms;
  private final Function<? super Path, ?> loader;
  private final List<Pair> images = new ArrayList<>();
  private final List<Path> flows = new ArrayList<>();

  private record Pair(Path first, Path second) {}

  /**
   * What a file of a flow holds.
   *
   * @param flow (2, H, W)
   * @param mask where it counts, or null
   */
  record Flow(Tensor flow, @Nullable Tensor mask) {}

  FlowDataset(String root, FlowOptions<?> options) {
    super(root);
    this.transforms = options.transforms;
    this.loader = options.loader;
  }

  final void addImages(Path first, Path second) {
    images.add(new Pair(first, second));
  }

  final void addFlow(Path file) {
    flows.add(file);
  }

  final void addFlows(List<Path> files) {
    flows.addAll(files);
  }

  /** Reads the file of a flow. */
  abstract Flow readFlow(Path file);

  /**
   * Reads one sample.
   *
   * @param index counted from the end when negative
   * @throws dev.obor.IndexException if there is no such sample
   * @throws dev.obor.TorchException if one of its files cannot be read or is damaged
   */
  @Override
  public final FlowSample get(int index) {
    int at = checkedIndex(index);
    Pair pair = images.get(at);
    Object first = loader.apply(pair.first());
    Object second = loader.apply(pair.second());
    Flow flow = flows.isEmpty() ? null : readFlow(element(flows, at));
    FlowSample sample =
        new FlowSample(
            first, second, flow == null ? null : flow.flow(), flow == null ? null : flow.mask());
    return transforms == null ? sample : transforms.apply(sample);
  }

  @Override
  public final int size() {
    return images.size();
  }

  @Override
  final @Nullable Object printedTransforms() {
    return transforms;
  }
}
