package dev.obor.nn;

import dev.obor.IndexException;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Holds parameters in a list, so that a module counts them: Python's {@code
 * torch.nn.ParameterList}.
 *
 * <pre>{@code
 * final ParameterList weights = new ParameterList(List.of(Torch.randn(2, 2), Torch.randn(2, 2)));
 *
 * public Tensor forward(Tensor x) {
 *   return x.mm(weights.get(0)).mm(weights.get(1));
 * }
 * }</pre>
 *
 * <p>Tensors that are no parameters become parameters over the same memory. They are named {@code
 * 0}, {@code 1} and so on. The list itself is not called.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ParameterList extends Module implements Iterable<Tensor> {
  /** Makes an empty list: Python's {@code nn.ParameterList()}. */
  public ParameterList() {}

  /** Makes a list of parameters: Python's {@code nn.ParameterList(values)}. */
  public ParameterList(Iterable<Tensor> values) {
    extend(values);
  }

  /** The number of parameters: Python's {@code len(parameters)}. */
  public int size() {
    return members().registeredParameters().size();
  }

  /**
   * The parameter at a place, counted from the end when negative: Python's {@code
   * parameters[index]}.
   *
   * @throws IndexException if there is no such place
   */
  public Tensor get(int index) {
    List<Tensor> parameters = members().registeredParameters();
    return parameters.get(ContainerSlice.place(index, parameters.size()));
  }

  /** The list of a slice, over the same parameters: Python's {@code parameters[1:3]}. */
  public ParameterList get(String slice) {
    return new ParameterList(ContainerSlice.of(members().registeredParameters(), slice));
  }

  /**
   * Puts a parameter in the place of another: Python's {@code parameters[index] = value}.
   *
   * @throws IndexException if there is no such place
   */
  public void set(int index, Tensor value) {
    setattr(String.valueOf(ContainerSlice.place(index, size())), asParameter(value));
  }

  /** Adds a parameter at the end: Python's {@code append(value)}. Returns this list. */
  public ParameterList append(Tensor value) {
    registerParameter(String.valueOf(size()), asParameter(value));
    return this;
  }

  /** Adds parameters at the end: Python's {@code extend(values)}. Returns this list. */
  public ParameterList extend(Iterable<Tensor> values) {
    values.forEach(this::append);
    return this;
  }

  static Tensor asParameter(Tensor value) {
    return value.isParameter() ? value : Parameter.of(value);
  }

  /** The parameters in their order. */
  @Override
  public Iterator<Tensor> iterator() {
    return List.copyOf(members().registeredParameters()).iterator();
  }

  @Override
  public Tensor forward(Tensor... inputs) {
    throw new TorchException("ParameterList should not be called.");
  }

  @Override
  public String extraRepr() {
    List<String> lines = new ArrayList<>();
    for (Tensor parameter : this) {
      lines.add(
          ModuleText.parameterLine(
              String.valueOf(lines.size()), parameter, parameter.dtype().toString()));
    }
    return String.join("\n", lines);
  }
}
