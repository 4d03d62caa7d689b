package dev.obor.nn.utils.prune;

import dev.obor.IndexException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * Several prunings of one parameter, one after the other: Python's {@code
 * torch.nn.utils.prune.PruningContainer}. Each looks only at what the ones before have left.
 */
public final class PruningContainer extends BasePruningMethod
    implements Iterable<BasePruningMethod> {
  private final List<BasePruningMethod> methods = new ArrayList<>();

  /** Makes a container of methods, which prune the same parameter. */
  public PruningContainer(BasePruningMethod... methods) {
    super("container");
    if (methods.length > 0) {
      setTensorName(methods[0].tensorName());
    }
    for (BasePruningMethod method : methods) {
      addPruningMethod(method);
    }
  }

  /**
   * Adds a method: Python's {@code add_pruning_method(method)}.
   *
   * @throws ValueException if it prunes another parameter
   */
  public void addPruningMethod(BasePruningMethod method) {
    if (!Objects.equals(tensorName(), method.tensorName())) {
      throw new ValueException(
          "Can only add pruning methods acting on the parameter named '"
              + tensorName()
              + "' to PruningContainer "
              + this
              + ". Found '"
              + method.tensorName()
              + "'");
    }
    methods.add(method);
  }

  /** The number of methods: Python's {@code len(container)}. */
  public int size() {
    return methods.size();
  }

  /** The method at a place: Python's {@code container[index]}. */
  public BasePruningMethod get(int index) {
    return methods.get(index);
  }

  /** The methods in their order. */
  @Override
  public Iterator<BasePruningMethod> iterator() {
    return List.copyOf(methods).iterator();
  }

  @Override
  public Tensor computeMask(Tensor t, Tensor defaultMask) {
    BasePruningMethod method = methods.get(methods.size() - 1);
    try (Scope scope = Torch.scope()) {
      Tensor mask = defaultMask.to(t.dtype());
      Tensor combined =
          switch (method.pruningType) {
            case "unstructured" -> ofElements(method, t, mask);
            case "structured" -> ofChannels(method, t, mask);
            case "global" -> method.computeMask(t, mask);
            default -> throw new ValueException("Unrecognized PRUNING_TYPE " + method.pruningType);
          };
      return scope.keep(combined.to(t.dtype()));
    }
  }

  private static Tensor ofElements(BasePruningMethod method, Tensor t, Tensor mask) {
    Tensor left = mask.eq(1);
    Tensor partial = method.computeMask(t.maskedSelect(left), mask.maskedSelect(left));
    return mask.maskedScatter(left, partial.to(mask.dtype()));
  }

  private static Tensor ofChannels(BasePruningMethod method, Tensor t, Tensor mask) {
    long dims = t.dim();
    long given = ((StructuredPruning) method).dim;
    long dim = given < 0 ? given + dims : given;
    if (dim < 0) {
      throw new IndexException("Index is out of bounds for tensor with dimensions " + dims);
    }
    long[] others = LongStream.range(0, dims).filter(d -> d != dim).toArray();
    Tensor left = mask.sum(others).ne(0).nonzero().squeeze(1);
    Tensor partial = method.computeMask(t.indexSelect(dim, left), mask.indexSelect(dim, left));
    return mask.clone().indexCopy_(dim, left, partial.to(mask.dtype()));
  }

  @Override
  public String toString() {
    return "PruningContainer" + Arrays.toString(methods.stream().map(Object::getClass).toArray());
  }
}
