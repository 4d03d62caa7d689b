package dev.obor.distributions;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies a transform to each index of a dimension, as {@code Torch.stack} joins tensors: Python's
 * {@code StackTransform(tseq, dim)}.
 *
 * <pre>{@code
 * Transform exp = new ExpTransform();
 * new StackTransform(List.of(exp, Transforms.IDENTITY_TRANSFORM), 1).call(Torch.randn(10, 2));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class StackTransform extends Transform {
  private final List<Transform> transforms;
  private final int dim;

  /** Applies the transforms along dimension 0. */
  public StackTransform(List<? extends Transform> transforms) {
    this(transforms, 0);
  }

  /** Applies the transforms along a dimension. */
  public StackTransform(List<? extends Transform> transforms, int dim) {
    this(transforms, dim, 0);
  }

  /** The same with a cache of size 0 or 1, in each part too. */
  public StackTransform(List<? extends Transform> transforms, int dim, int cacheSize) {
    super(cacheSize);
    this.transforms =
        transforms.stream()
            .<Transform>map(part -> cacheSize == 0 ? part : part.withCache(cacheSize))
            .toList();
    this.dim = dim;
  }

  /** The transforms of the parts: Python's {@code transforms}. */
  public List<Transform> transforms() {
    return transforms;
  }

  @Override
  public Constraint domain() {
    return Constraints.stack(transforms.stream().map(Transform::domain).toList(), dim);
  }

  @Override
  public Constraint codomain() {
    return Constraints.stack(transforms.stream().map(Transform::codomain).toList(), dim);
  }

  @Override
  public boolean bijective() {
    return transforms.stream().allMatch(Transform::bijective);
  }

  @Override
  protected Transform computeWithCache(int cacheSize) {
    return new StackTransform(transforms, dim, cacheSize);
  }

  private void check(Tensor value) {
    if (value.size(dim) != transforms.size()) {
      throw new ValueException(
          "expected size "
              + transforms.size()
              + " along dimension "
              + dim
              + ", but got "
              + value.size(dim));
    }
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    check(x);
    List<Tensor> results = new ArrayList<>();
    for (int i = 0; i < transforms.size(); i++) {
      results.add(transforms.get(i).apply(x.select(dim, i)));
    }
    return Torch.stack(results, dim);
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    check(y);
    List<Tensor> results = new ArrayList<>();
    for (int i = 0; i < transforms.size(); i++) {
      results.add(transforms.get(i).invert(y.select(dim, i)));
    }
    return Torch.stack(results, dim);
  }

  @Override
  protected Tensor computeLogAbsDetJacobian(Tensor x, Tensor y) {
    check(x);
    check(y);
    List<Tensor> results = new ArrayList<>();
    for (int i = 0; i < transforms.size(); i++) {
      results.add(transforms.get(i).computeLogAbsDetJacobian(x.select(dim, i), y.select(dim, i)));
    }
    return Torch.stack(results, dim);
  }
}
