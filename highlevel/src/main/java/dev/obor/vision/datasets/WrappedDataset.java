package dev.obor.vision.datasets;

import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.data.Dataset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dataset whose targets are for the transforms of {@code dev.obor.vision.transforms.v2}: what
 * {@link Datasets#wrapDatasetForTransformsV2} makes.
 *
 * <p>In Python it is of the class of the dataset, too, and has its attributes; here they are those
 * of {@link #dataset}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 *
 * @param <D> the dataset that it wraps
 */
public final class WrappedDataset<D extends Dataset<?>> extends VisionDataset {
  private final D dataset;
  private final VisionDataset samples;
  private final TargetWrapper wrapper;

  WrappedDataset(D dataset, @Nullable List<String> targetKeys) {
    this(dataset, TargetWrappers.known(dataset), targetKeys);
  }

  private WrappedDataset(D dataset, VisionDataset samples, @Nullable List<String> targetKeys) {
    this(dataset, samples, TargetWrappers.of(samples, targetKeys));
  }

  private WrappedDataset(D dataset, VisionDataset samples, TargetWrapper wrapper) {
    super(samples.root(), samples.takeTransforms());
    this.dataset = dataset;
    this.samples = samples;
    this.wrapper = wrapper;
  }

  /** The dataset that is wrapped. */
  public D dataset() {
    return dataset;
  }

  @Override
  public Sample get(int index) {
    int at = checkedIndex(index);
    Sample sample;
    if (wrapper == TargetWrapper.IDENTITY) {
      sample = samples.get(at);
    } else {
      try (Scope scope = Torch.scope()) {
        sample = scope.keepAll(wrapper.wrap(at, samples.get(at)));
      }
    }
    return sample(sample.image(), sample.target());
  }

  @Override
  public int size() {
    return samples.size();
  }

  @Override
  protected String extraRepr() {
    return samples.extraRepr();
  }

  @Override
  String printedName() {
    return "Wrapped" + samples.printedName();
  }
}
