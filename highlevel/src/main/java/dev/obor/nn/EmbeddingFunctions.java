package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.MemoryFormat;
import dev.obor.NotImplementedException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.Warnings;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of {@link F} that looks rows up. */
public abstract class EmbeddingFunctions extends NormalizationFunctions {
  EmbeddingFunctions() {}

  /** Keyword arguments of {@link F#embedding(Tensor, Tensor, Consumer)}. */
  public static final class EmbeddingOptions {
    @Nullable Long paddingIdx;
    @Nullable Double maxNorm;
    double normType = 2;
    boolean scaleGradByFreq;
    boolean sparse;

    EmbeddingOptions() {}

    /** Sets the row that gets no gradient, counted from the end when negative. */
    public EmbeddingOptions paddingIdx(long value) {
      this.paddingIdx = value;
      return this;
    }

    /** Sets the largest norm of a row; rows that are looked up are cut to it in place. */
    public EmbeddingOptions maxNorm(double value) {
      this.maxNorm = value;
      return this;
    }

    /** Sets the exponent of that norm; default 2. */
    public EmbeddingOptions normType(double value) {
      this.normType = value;
      return this;
    }

    /** Sets whether gradients are divided by how often a row was looked up; default false. */
    public EmbeddingOptions scaleGradByFreq(boolean value) {
      this.scaleGradByFreq = value;
      return this;
    }

    /** Sets whether the gradient is a sparse tensor; default false. */
    public EmbeddingOptions sparse(boolean value) {
      this.sparse = value;
      return this;
    }
  }

  /** Looks rows up: Python's {@code F.embedding(input, weight)}. */
  public static Tensor embedding(Tensor input, Tensor weight) {
    return embedding(input, weight, o -> {});
  }

  /**
   * Looks rows up: Python's {@code F.embedding(input, weight, padding_idx=…, max_norm=…, …)}.
   *
   * @param input the numbers of the rows, int64 or int32 of any shape
   * @param weight the rows, of shape (rows, size)
   * @return of shape (*, size)
   * @throws ValueException if the padding row does not exist
   */
  public static Tensor embedding(Tensor input, Tensor weight, Consumer<EmbeddingOptions> options) {
    EmbeddingOptions o = new EmbeddingOptions();
    options.accept(o);
    return embedding(
        input, weight, o.paddingIdx, o.maxNorm, o.normType, o.scaleGradByFreq, o.sparse);
  }

  static Tensor embedding(
      Tensor input,
      Tensor weight,
      @Nullable Long paddingIdx,
      @Nullable Double maxNorm,
      double normType,
      boolean scaleGradByFreq,
      boolean sparse) {
    long padding = paddingIdx == null ? -1 : checked(paddingIdx, weight.size(0));
    if (maxNorm == null) {
      return Aten.embedding(weight, input, padding, scaleGradByFreq, sparse);
    }
    try (Scope scope = Torch.scope()) {
      Tensor rows = Aten.contiguous(input, MemoryFormat.CONTIGUOUS);
      renormalize(weight, rows, maxNorm, normType);
      return scope.keep(Aten.embedding(weight, rows, padding, scaleGradByFreq, sparse));
    }
  }

  /** The padding row, counted from the beginning. */
  static long checked(long paddingIdx, long rows) {
    if (paddingIdx >= rows || paddingIdx < -rows) {
      throw new ValueException("Padding_idx must be within num_embeddings");
    }
    return paddingIdx < 0 ? rows + paddingIdx : paddingIdx;
  }

  private static void renormalize(Tensor weight, Tensor rows, double maxNorm, double normType) {
    try (ThreadMode mode = Torch.noGrad();
        Tensor values = weight.detach()) {
      Aten.embedding_renorm_(values, rows, maxNorm, normType);
    }
  }

  /** Keyword arguments of {@link F#embeddingBag(Tensor, Tensor, Consumer)}. */
  public static final class EmbeddingBagOptions {
    private @Nullable Tensor offsets;
    private @Nullable Double maxNorm;
    private double normType = 2;
    private boolean scaleGradByFreq;
    private String mode = "mean";
    private boolean sparse;
    private @Nullable Tensor perSampleWeights;
    private boolean includeLastOffset;
    private @Nullable Long paddingIdx;

    EmbeddingBagOptions() {}

    /** Sets where each bag begins, for an input of one dimension; null for none. */
    public EmbeddingBagOptions offsets(@Nullable Tensor value) {
      this.offsets = value;
      return this;
    }

    /** Sets the largest norm of a row; rows that are looked up are cut to it in place. */
    public EmbeddingBagOptions maxNorm(@Nullable Double value) {
      this.maxNorm = value;
      return this;
    }

    /** Sets the exponent of that norm; default 2. */
    public EmbeddingBagOptions normType(double value) {
      this.normType = value;
      return this;
    }

    /** Sets whether gradients are divided by how often a row was looked up; default false. */
    public EmbeddingBagOptions scaleGradByFreq(boolean value) {
      this.scaleGradByFreq = value;
      return this;
    }

    /** Sets what is made of a bag: {@code sum}, {@code mean} or {@code max}; default the mean. */
    public EmbeddingBagOptions mode(String value) {
      this.mode = value;
      return this;
    }

    /** Sets whether the gradient is a sparse tensor; default false. */
    public EmbeddingBagOptions sparse(boolean value) {
      this.sparse = value;
      return this;
    }

    /** Sets the factor of each row, of the input's shape, for the mode {@code sum}. */
    public EmbeddingBagOptions perSampleWeights(@Nullable Tensor value) {
      this.perSampleWeights = value;
      return this;
    }

    /** Sets whether the offsets end with the end of the last bag; default false. */
    public EmbeddingBagOptions includeLastOffset(boolean value) {
      this.includeLastOffset = value;
      return this;
    }

    /** Sets the row that counts nothing. */
    public EmbeddingBagOptions paddingIdx(@Nullable Long value) {
      this.paddingIdx = value;
      return this;
    }
  }

  /**
   * The means of rows: Python's {@code F.embedding_bag(input, weight, offsets)}.
   *
   * @param input the numbers of the rows, of one dimension
   */
  public static Tensor embeddingBag(Tensor input, Tensor weight, Tensor offsets) {
    return embeddingBag(input, weight, o -> o.offsets(offsets));
  }

  /**
   * Looks rows up and makes one of each bag of them: Python's {@code F.embedding_bag(input, weight,
   * offsets=…, mode=…, …)}.
   *
   * @param input the numbers of the rows: of shape (bags, rows in each), or of one dimension with
   *     {@code offsets} to say where bags begin
   * @param weight the rows, of shape (rows, size); the other order of the two is warned of
   * @return of shape (bags, size)
   * @throws ValueException if the arguments do not fit
   */
  public static Tensor embeddingBag(
      Tensor input, Tensor weight, Consumer<EmbeddingBagOptions> options) {
    EmbeddingBagOptions o = new EmbeddingBagOptions();
    options.accept(o);
    if (weight.dtype() == DType.INT64 && input.isFloatingPoint()) {
      Warnings.warn(
          "Argument order of nn.functional.embedding_bag was changed. Usage `embedding_bag(weight,"
              + " input, ...)` is deprecated, and should now be `embedding_bag(input, weight, ...)`.");
      return embeddingBag(weight, input, options);
    }
    try (Scope scope = Torch.scope()) {
      return scope.keep(bags(input, weight, o));
    }
  }

  private static Tensor bags(Tensor input, Tensor weight, EmbeddingBagOptions o) {
    Tensor weights = o.perSampleWeights;
    if (weights != null && !weights.shape().equals(input.shape())) {
      throw new ValueException(
          "embedding_bag: If per_sample_weights ("
              + weights.shape()
              + ") is not None, then it must have the same shape as the input ("
              + input.shape()
              + ")");
    }
    if (weight.dim() != 2) {
      throw new ValueException(
          "weight has to be a 2D Tensor, but got Tensor of dimension " + weight.dim());
    }
    Tensor rows = input;
    Tensor offsets = offsets(input, o.offsets);
    boolean batched = input.dim() == 2;
    if (batched) {
      rows = Aten.reshape(input, new long[] {-1});
      weights = weights == null ? null : Aten.reshape(weights, new long[] {-1});
    }
    long mode = mode(o);
    if (o.maxNorm != null) {
      renormalize(weight, rows, o.maxNorm, o.normType);
    }
    if (weights != null && mode != 0) {
      throw new NotImplementedException(
          "embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for"
              + " mode='sum' (got mode='"
              + o.mode
              + "'). Please open a feature request on GitHub.");
    }
    return Aten.embedding_bag_padding_idx(
        weight,
        rows,
        offsets,
        o.scaleGradByFreq,
        mode,
        o.sparse,
        weights,
        o.includeLastOffset && !batched,
        o.paddingIdx)[0];
  }

  private static Tensor offsets(Tensor input, @Nullable Tensor given) {
    if (input.dim() == 2) {
      if (given != null) {
        throw new ValueException(
            "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of"
                + " fixed length sequences. However, found offsets of type <class 'torch.Tensor'>");
      }
      return Aten.arange_start_step(
          0, input.numel(), input.size(1), input.dtype(), null, input.device(), null);
    }
    if (input.dim() != 1) {
      throw new ValueException(
          "input has to be 1D or 2D Tensor, but got Tensor of dimension " + input.dim());
    }
    if (given == null) {
      throw new ValueException("offsets has to be a 1D Tensor but got None");
    }
    if (given.dim() != 1) {
      throw new ValueException("offsets has to be a 1D Tensor");
    }
    return given;
  }

  private static long mode(EmbeddingBagOptions o) {
    long mode = List.of("sum", "mean", "max").indexOf(o.mode);
    if (mode < 0) {
      throw new ValueException("mode has to be one of sum, mean or max");
    }
    if (mode == 2 && o.scaleGradByFreq) {
      throw new ValueException("max mode does not support scaling the gradient by the frequency");
    }
    if (mode == 2 && o.sparse) {
      throw new ValueException("max mode does not support sparse weights");
    }
    return mode;
  }

  /** Rows of zeros and a single one, as many as the classes need: Python's {@code F.one_hot(x)}. */
  public static Tensor oneHot(Tensor input) {
    return oneHot(input, -1);
  }

  /**
   * Rows of zeros and a single one: Python's {@code F.one_hot(input, num_classes)}.
   *
   * @param input classes, int64 of any shape
   * @param numClasses how many there are, or -1 for the largest one and 1
   * @return int64 of shape (*, numClasses)
   */
  public static Tensor oneHot(Tensor input, long numClasses) {
    return Aten.one_hot(input, numClasses);
  }
}
