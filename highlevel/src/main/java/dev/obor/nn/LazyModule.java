package dev.obor.nn;

/**
 * A layer that learns some of its sizes from the first input: Python's {@code LazyModuleMixin}.
 *
 * <p>Until then its parameters are {@linkplain UninitializedParameter without a shape}; call it
 * once before you make an optimizer. Loading a state dict gives the parameters their shapes too.
 * After the first call the layer is printed like the ordinary one that it extends.
 *
 * <pre>{@code
 * LazyLinear layer = new LazyLinear(10);  // LazyLinear(in_features=0, out_features=10, bias=True)
 * layer.call(Torch.ones(2, 5));
 * layer;                                  // Linear(in_features=5, out_features=10, bias=True)
 * }</pre>
 */
public interface LazyModule {
  /** Whether the layer has not met its first input. */
  boolean isLazy();
}
