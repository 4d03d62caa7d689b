package dev.obor.autograd;

import dev.obor.FunctionRecord;
import dev.obor.Tensor;
import dev.obor.TypeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Function} keeps from its forward for its backward: Python's {@code
 * torch.autograd.function.FunctionCtx}.
 *
 * <p>A context is good only while the method runs that got it; what was put into it is there again
 * in the next one. Not safe for use by several threads.
 */
public final class FunctionCtx {
  private final FunctionRecord record;
  private final Map<String, Object> attributes;

  FunctionCtx(FunctionRecord record, Map<String, Object> attributes) {
    this.record = record;
    this.attributes = attributes;
  }

  /**
   * Saves tensors for backward: Python's {@code ctx.save_for_backward(…)}. To be called once, in
   * forward.
   *
   * <p>Inputs and results may be saved, and tensors that forward made. The graph keeps them, checks
   * that they are not changed in place, and releases them with itself.
   *
   * @param tensors the tensors; null where there is none
   */
  public void saveForBackward(@Nullable Tensor... tensors) {
    record.saveForBackward(tensors);
  }

  /**
   * Saves tensors for {@link Function#jvp}: Python's {@code ctx.save_for_forward(…)}. To be called
   * once, in forward.
   *
   * @param tensors the tensors; null where there is none
   */
  public void saveForForward(@Nullable Tensor... tensors) {
    record.saveForForward(tensors);
  }

  /**
   * The tensors that were saved, in the same order: Python's {@code ctx.saved_tensors}. Each call
   * makes new Java tensors.
   *
   * @throws dev.obor.TorchException if the graph has been released by a backward pass, or a tensor
   *     was changed in place
   */
  public Tensor[] savedTensors() {
    return record.savedTensors();
  }

  /**
   * Whether each input of forward needs a gradient: Python's {@code ctx.needs_input_grad}. False
   * for absent inputs.
   */
  public boolean[] needsInputGrad() {
    boolean[] needs = new boolean[record.inputCount()];
    for (int i = 0; i < needs.length; i++) {
      needs[i] = record.needsInputGrad(i);
    }
    return needs;
  }

  /** Whether one input of forward needs a gradient: Python's {@code ctx.needs_input_grad[i]}. */
  public boolean needsInputGrad(int index) {
    return record.needsInputGrad(index);
  }

  /**
   * Says which inputs forward has changed in place: Python's {@code ctx.mark_dirty(…)}. Each must
   * be among the results.
   */
  public void markDirty(Tensor... tensors) {
    record.markDirty(tensors);
  }

  /**
   * Says which results have no gradient: Python's {@code ctx.mark_non_differentiable(…)}. Backward
   * gets zeros for them all the same.
   */
  public void markNonDifferentiable(Tensor... tensors) {
    record.markNonDifferentiable(tensors);
  }

  /**
   * Says whether gradients that are absent come as zeros, which they do by default, or as null:
   * Python's {@code ctx.set_materialize_grads(value)}.
   */
  public void setMaterializeGrads(boolean value) {
    record.setMaterializeGrads(value);
  }

  /**
   * Keeps a value for backward: Python's {@code ctx.name = value}.
   *
   * @throws TypeException if the value is a tensor, or an array, a collection, a map, an optional
   *     or a record with one in it. {@link #saveForBackward} must keep tensors: here they would be
   *     closed too early, or keep the graph alive for good
   */
  public void put(String name, Object value) {
    if (FunctionRecord.holdsTensors(value)) {
      throw new TypeException(
          "a context keeps no tensors as attributes, got some for '"
              + name
              + "'; use saveForBackward");
    }
    attributes.put(name, value);
  }

  /** A value that was kept with {@link #put}, or null: Python's {@code ctx.name}. */
  public @Nullable Object get(String name) {
    return attributes.get(name);
  }

  /**
   * A value that was kept with {@link #put}: {@code double alpha = ctx.get("alpha", Double.class)}.
   *
   * @throws TypeException if there is no such value, or it is of another class
   */
  public <T> T get(String name, Class<T> type) {
    Object value = attributes.get(name);
    if (!type.isInstance(value)) {
      throw new TypeException(
          "the context's '"
              + name
              + "' is "
              + (value == null ? "not set" : "a " + value.getClass().getSimpleName())
              + ", expected "
              + type.getSimpleName());
    }
    return type.cast(value);
  }
}
