package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.TypeException;
import dev.obor.ValueException;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A batch norm that in distributed training takes mean and variance of the batches of all
 * processes: Python's {@code torch.nn.SyncBatchNorm}. Where training is not distributed, and in
 * evaluation, it does what {@link BatchNorm2d} does, as Python's.
 *
 * <p>Input: (N, C, *). Output: the same shape.
 *
 * <p>Weights begin with 1, biases with 0.
 *
 * <pre>{@code
 * new SyncBatchNorm(100).call(Torch.randn(20, 100, 35, 45));
 * Module model = SyncBatchNorm.convertSyncBatchnorm(network);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; in training a call changes the running values.
 */
public class SyncBatchNorm extends BatchNormNd {
  /** Makes a layer: Python's {@code nn.SyncBatchNorm(num_features)}. */
  public SyncBatchNorm(long numFeatures) {
    this(numFeatures, o -> {});
  }

  /**
   * Makes a layer with a summand for the variance: Python's {@code nn.SyncBatchNorm(num_features,
   * eps)}.
   */
  public SyncBatchNorm(long numFeatures, Number eps) {
    this(numFeatures, o -> o.eps(eps));
  }

  /**
   * The same with the weight of new values: {@code nn.SyncBatchNorm(num_features, eps, momentum)}.
   */
  public SyncBatchNorm(long numFeatures, Number eps, @Nullable Number momentum) {
    this(numFeatures, o -> o.eps(eps).momentum(momentum));
  }

  /** Makes a layer with keyword arguments: {@code new SyncBatchNorm(100, o -> o.affine(false))}. */
  public SyncBatchNorm(long numFeatures, Consumer<Options> options) {
    super(numFeatures, options);
  }

  private SyncBatchNorm(BatchNormNd source) {
    super(source);
  }

  /**
   * Replaces every batch norm in a module: Python's {@code
   * SyncBatchNorm.convert_sync_batchnorm(module)}. The new layers have the same parameters and
   * running values.
   *
   * @param module may have its batch norms in fields, whose type must then be {@code Module},
   *     {@code BatchNormNd} or the like
   * @return the module, or a new layer if it is a batch norm itself
   * @throws TypeException if a field takes no {@code SyncBatchNorm}
   */
  public static Module convertSyncBatchnorm(Module module) {
    Module converted =
        module instanceof BatchNormNd norm && !(module instanceof SyncBatchNorm)
            ? new SyncBatchNorm(norm)
            : module;
    for (Map.Entry<String, Module> child : module.namedChildren().entrySet()) {
      Module other = convertSyncBatchnorm(child.getValue());
      if (other != child.getValue()) {
        replace(converted, child.getKey(), other);
      }
    }
    return converted;
  }

  private static void replace(Module parent, String name, Module child) {
    for (ModuleFields.NamedField field : ModuleFields.of(parent)) {
      if (field.key().equals(name) && field.value(parent) != null) {
        if (!field.field().getType().isInstance(child)) {
          throw new TypeException(
              "cannot assign a SyncBatchNorm to "
                  + field.field()
                  + "\nDeclare the field as a BatchNormNd.");
        }
        field.set(parent, child);
        return;
      }
    }
    parent.registerModule(name, child);
  }

  @Override
  void checkInputDim(Tensor x) {
    if (x.dim() < 2) {
      throw new ValueException("expected at least 2D input (got " + x.dim() + "D input)");
    }
    if (x.size(1) == 0) {
      throw new ValueException("SyncBatchNorm number of input channels should be non-zero");
    }
  }
}
