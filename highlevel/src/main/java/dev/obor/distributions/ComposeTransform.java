package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Applies transforms one after the other: Python's {@code ComposeTransform(parts)}.
 *
 * <p>The parts cache for themselves.
 *
 * <pre>{@code
 * Transform sigmoidTo2 =
 *     new ComposeTransform(List.of(new SigmoidTransform(), new AffineTransform(0, 2)));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Transform}.
 */
public final class ComposeTransform extends Transform {
  private final List<Transform> parts;

  /** Composes transforms; none of them give the identity. */
  public ComposeTransform(List<? extends Transform> parts) {
    this(parts, 0);
  }

  /** The same with a cache in each part: Python's {@code ComposeTransform(parts, cache_size)}. */
  public ComposeTransform(List<? extends Transform> parts, int cacheSize) {
    super(cacheSize);
    this.parts =
        parts.stream()
            .<Transform>map(part -> cacheSize == 0 ? part : part.withCache(cacheSize))
            .toList();
  }

  /** The transforms in the order in which they are applied: Python's {@code parts}. */
  public List<Transform> parts() {
    return parts;
  }

  @Override
  public Constraint domain() {
    if (parts.isEmpty()) {
      return Constraints.REAL;
    }
    Constraint domain = parts.get(0).domain();
    int dims = parts.get(parts.size() - 1).codomain().eventDim();
    for (int i = parts.size() - 1; i >= 0; i--) {
      int own = parts.get(i).domain().eventDim();
      dims = Math.max(dims + own - parts.get(i).codomain().eventDim(), own);
    }
    return raised(domain, dims);
  }

  @Override
  public Constraint codomain() {
    if (parts.isEmpty()) {
      return Constraints.REAL;
    }
    Constraint codomain = parts.get(parts.size() - 1).codomain();
    int dims = parts.get(0).domain().eventDim();
    for (Transform part : parts) {
      int own = part.codomain().eventDim();
      dims = Math.max(dims + own - part.domain().eventDim(), own);
    }
    return raised(codomain, dims);
  }

  private static Constraint raised(Constraint constraint, int dims) {
    int more = dims - constraint.eventDim();
    return more > 0 ? Constraints.independent(constraint, more) : constraint;
  }

  @Override
  public boolean bijective() {
    return parts.stream().allMatch(Transform::bijective);
  }

  @Override
  Operand signOperand() {
    Operand sign = Operand.of(1);
    for (Transform part : parts) {
      sign = sign.times(part.signOperand());
    }
    return sign;
  }

  @Override
  Transform makeInverse() {
    List<Transform> inverses = new ArrayList<>();
    parts.forEach(part -> inverses.add(part.inv()));
    Collections.reverse(inverses);
    Transform made = new ComposeTransform(inverses);
    made.setInverse(this);
    return made;
  }

  @Override
  protected Transform computeWithCache(int cacheSize) {
    return new ComposeTransform(parts, cacheSize);
  }

  @Override
  Tensor apply(Tensor x) {
    return computeForward(x);
  }

  @Override
  Tensor invert(Tensor y) {
    return inv().apply(y);
  }

  @Override
  protected Tensor computeForward(Tensor x) {
    Tensor y = x;
    for (Transform part : parts) {
      y = part.apply(y);
    }
    return y;
  }

  @Override
  protected Tensor computeLogAbsDetJacobian(Tensor x, Tensor y) {
    if (parts.isEmpty()) {
      return Torch.zerosLike(x);
    }
    List<Tensor> values = new ArrayList<>(List.of(x));
    for (Transform part : parts.subList(0, parts.size() - 1)) {
      values.add(part.apply(values.get(values.size() - 1)));
    }
    values.add(y);
    int dims = domain().eventDim();
    Tensor sum = null;
    for (int i = 0; i < parts.size(); i++) {
      Transform part = parts.get(i);
      Tensor own = part.computeLogAbsDetJacobian(values.get(i), values.get(i + 1));
      Tensor term = Formulas.sumRightmost(own, dims - part.domain().eventDim());
      sum = sum == null ? term : sum.add(term);
      dims += part.codomain().eventDim() - part.domain().eventDim();
    }
    return sum == null ? Torch.zerosLike(x) : sum;
  }

  @Override
  public Size forwardShape(Size shape) {
    Size result = shape;
    for (Transform part : parts) {
      result = part.forwardShape(result);
    }
    return result;
  }

  @Override
  public Size inverseShape(Size shape) {
    Size result = shape;
    for (int i = parts.size() - 1; i >= 0; i--) {
      result = parts.get(i).inverseShape(result);
    }
    return result;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ComposeTransform compose && parts.equals(compose.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    List<String> shown = parts.stream().map(Transform::toString).toList();
    return "ComposeTransform(\n    " + String.join(",\n    ", shown) + "\n)";
  }
}
