package dev.obor.distributions;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Applies transforms to parts along a dimension, as {@code Torch.cat} joins them: Python's {@code
 * CatTransform(tseq, dim, lengths)}.
 *
 * <pre>{@code
 * Transform exp = new ExpTransform();
 * new CatTransform(List.of(exp, Transforms.IDENTITY_TRANSFORM), 0, List.of(10L, 10L)).call(x);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class CatTransform extends Transform {
  private final List<Transform> transforms;
  private final int dim;
  private final List<Long> lengths;

  /** Applies transforms to parts of length 1 along dimension 0. */
  public CatTransform(List<? extends Transform> transforms) {
    this(transforms, 0);
  }

  /** Applies transforms to parts of length 1. */
  public CatTransform(List<? extends Transform> transforms, int dim) {
    this(transforms, dim, Stream.generate(() -> 1L).limit(transforms.size()).toList());
  }

  /**
   * Applies transforms to parts along a dimension.
   *
   * @param lengths the size of each part
   */
  public CatTransform(List<? extends Transform> transforms, int dim, List<Long> lengths) {
    this(transforms, dim, lengths, 0);
  }

  /** The same with a cache of size 0 or 1, in each part too. */
  public CatTransform(
      List<? extends Transform> transforms, int dim, List<Long> lengths, int cacheSize) {
    super(cacheSize);
    if (lengths.size() != transforms.size()) {
      throw new ValueException(
          "expected a length for each transform, but got "
              + lengths.size()
              + " for "
              + transforms.size());
    }
    this.transforms =
        transforms.stream()
            .<Transform>map(part -> cacheSize == 0 ? part : part.withCache(cacheSize))
            .toList();
    this.dim = dim;
    this.lengths = List.copyOf(lengths);
  }

  /** The transforms of the parts: Python's {@code transforms}. */
  public List<Transform> transforms() {
    return transforms;
  }

  @Override
  public int eventDim() {
    return transforms.stream().mapToInt(Transform::eventDim).max().orElseThrow();
  }

  /** The sizes of all parts together: Python's {@code length}. */
  public long length() {
    return lengths.stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public Constraint domain() {
    return Constraints.cat(transforms.stream().map(Transform::domain).toList(), dim, lengths);
  }

  @Override
  public Constraint codomain() {
    return Constraints.cat(transforms.stream().map(Transform::codomain).toList(), dim, lengths);
  }

  @Override
  public boolean bijective() {
    return transforms.stream().allMatch(Transform::bijective);
  }

  @Override
  protected Transform computeWithCache(int cacheSize) {
    return new CatTransform(transforms, dim, lengths, cacheSize);
  }

  private List<Tensor> slices(Tensor value) {
    if (value.size(dim) != length()) {
      throw new ValueException(
          "expected size " + length() + " along dimension " + dim + ", but got " + value.size(dim));
    }
    List<Tensor> slices = new ArrayList<>();
    long start = 0;
    for (long length : lengths) {
      slices.add(value.narrow(dim, start, length));
      start += length;
    }
    return slices;
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    List<Tensor> slices = slices(x);
    for (int i = 0; i < slices.size(); i++) {
      slices.set(i, transforms.get(i).apply(slices.get(i)));
    }
    return Torch.cat(slices, dim);
  }

  @Override
  protected Tensor computeInverse(Tensor y) {
    List<Tensor> slices = slices(y);
    for (int i = 0; i < slices.size(); i++) {
      slices.set(i, transforms.get(i).invert(slices.get(i)));
    }
    return Torch.cat(slices, dim);
  }

  @Override
  protected Tensor computeLogAbsDetJacobian(Tensor x, Tensor y) {
    List<Tensor> xs = slices(x);
    List<Tensor> ys = slices(y);
    List<Tensor> parts = new ArrayList<>();
    int dims = eventDim();
    for (int i = 0; i < transforms.size(); i++) {
      Transform part = transforms.get(i);
      Tensor own = part.computeLogAbsDetJacobian(xs.get(i), ys.get(i));
      parts.add(Formulas.sumRightmost(own, dims - part.eventDim()));
    }
    int along = (dim >= 0 ? dim - x.dim() : dim) + dims;
    return along < 0 ? Torch.cat(parts, along) : parts.stream().reduce(Tensor::add).orElseThrow();
  }
}
