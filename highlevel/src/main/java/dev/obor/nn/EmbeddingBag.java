package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks vectors up in a table and makes one of each bag of them, a sum, mean or maximum: Python's
 * {@code torch.nn.EmbeddingBag}.
 *
 * <p>Input: int64 or int32 of shape (bags, rows in each), or of one dimension together with a
 * second tensor that says where each bag begins, and a third with factors for the mode {@code sum}.
 * Output: (bags, embeddingDim).
 *
 * <p>The rows are drawn from the standard normal distribution; the padding row is zero.
 *
 * <pre>{@code
 * EmbeddingBag layer = new EmbeddingBag(10, 3, o -> o.mode("sum"));
 * Tensor rows = Torch.tensor(new long[] {1, 2, 4, 5, 4, 3, 2, 9});
 * layer.call(rows, Torch.tensor(new long[] {0, 4})).shape();  // torch.Size([2, 3])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; with {@code maxNorm} a call changes the table.
 */
public class EmbeddingBag extends Module {
  /** The number of rows. */
  public final long numEmbeddings;

  /** The size of each row. */
  public final long embeddingDim;

  /** The largest norm of a row that is looked up, or null. */
  public final @Nullable Double maxNorm;

  /** The exponent of that norm. */
  public final double normType;

  /** Whether gradients are divided by how often a row was looked up. */
  public final boolean scaleGradByFreq;

  /** What is made of a bag: {@code sum}, {@code mean} or {@code max}. */
  public final String mode;

  /** Whether the gradient is a sparse tensor. */
  public final boolean sparse;

  /** Whether the second input ends with the end of the last bag. */
  public final boolean includeLastOffset;

  /** The row that counts nothing, counted from the beginning, or null. */
  public final @Nullable Long paddingIdx;

  /** The table, of shape (numEmbeddings, embeddingDim). */
  public Tensor weight;

  /** Keyword arguments of the constructor. */
  public static final class Options extends LayerOptions<Options> {
    private @Nullable Double maxNorm;
    private double normType = 2;
    private boolean scaleGradByFreq;
    private String mode = "mean";
    private boolean sparse;
    private boolean includeLastOffset;
    private @Nullable Long paddingIdx;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets the largest norm of a row; rows that are looked up are cut to it in place. */
    public Options maxNorm(double value) {
      this.maxNorm = value;
      return this;
    }

    /** Sets the exponent of that norm; default 2. */
    public Options normType(double value) {
      this.normType = value;
      return this;
    }

    /** Sets whether gradients are divided by how often a row was looked up; default false. */
    public Options scaleGradByFreq(boolean value) {
      this.scaleGradByFreq = value;
      return this;
    }

    /** Sets what is made of a bag: {@code sum}, {@code mean} or {@code max}; default the mean. */
    public Options mode(String value) {
      this.mode = value;
      return this;
    }

    /** Sets whether the gradient is a sparse tensor; default false. */
    public Options sparse(boolean value) {
      this.sparse = value;
      return this;
    }

    /** Sets whether the second input ends with the end of the last bag; default false. */
    public Options includeLastOffset(boolean value) {
      this.includeLastOffset = value;
      return this;
    }

    /** Sets the row that counts nothing, counted from the end when negative. */
    public Options paddingIdx(long value) {
      this.paddingIdx = value;
      return this;
    }
  }

  /** Makes a table: Python's {@code nn.EmbeddingBag(num_embeddings, embedding_dim)}. */
  public EmbeddingBag(long numEmbeddings, long embeddingDim) {
    this(numEmbeddings, embeddingDim, o -> {});
  }

  /** Makes a table with keyword arguments: {@code new EmbeddingBag(10, 3, o -> o.mode("max"))}. */
  public EmbeddingBag(long numEmbeddings, long embeddingDim, Consumer<Options> options) {
    this(numEmbeddings, embeddingDim, accepted(options), null, false);
    resetParameters();
  }

  private EmbeddingBag(long rows, long size, Options o, @Nullable Tensor table, boolean freeze) {
    this.numEmbeddings = rows;
    this.embeddingDim = size;
    this.maxNorm = o.maxNorm;
    this.normType = o.normType;
    this.scaleGradByFreq = o.scaleGradByFreq;
    this.mode = o.mode;
    this.sparse = o.sparse;
    this.includeLastOffset = o.includeLastOffset;
    Long padding = o.paddingIdx;
    this.paddingIdx = padding == null ? null : (Long) checked(padding, rows);
    this.weight = table == null ? o.parameter(rows, size) : Parameter.of(table, !freeze);
  }

  private static long checked(long padding, long rows) {
    if (padding >= rows || padding < -rows) {
      throw new ValueException("padding_idx must be within num_embeddings");
    }
    return padding < 0 ? rows + padding : padding;
  }

  private static Options accepted(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  /** Makes a layer of a table, which is not trained: Python's {@code from_pretrained(table)}. */
  public static EmbeddingBag fromPretrained(Tensor embeddings) {
    return fromPretrained(embeddings, true, o -> {});
  }

  /**
   * Makes a layer of a table: Python's {@code from_pretrained(embeddings, freeze, max_norm=…, …)}.
   *
   * @param embeddings the table, of shape (rows, size); the layer shares its memory
   * @param freeze whether the table stays as it is
   */
  public static EmbeddingBag fromPretrained(
      Tensor embeddings, boolean freeze, Consumer<Options> options) {
    if (embeddings.dim() != 2) {
      throw new ValueException("Embeddings parameter is expected to be 2-dimensional");
    }
    return new EmbeddingBag(
        embeddings.size(0), embeddings.size(1), accepted(options), embeddings, freeze);
  }

  /** Draws new rows: Python's {@code reset_parameters()}. */
  public void resetParameters() {
    Init.normal_(weight);
    if (paddingIdx != null) {
      Embedding.clear(weight, paddingIdx);
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    return bags(input, null, null);
  }

  @Override
  public Tensor forward(Tensor input, @Nullable Tensor offsets) {
    return bags(input, offsets, null);
  }

  @Override
  public Tensor forward(Tensor input, @Nullable Tensor offsets, @Nullable Tensor perSampleWeights) {
    return bags(input, offsets, perSampleWeights);
  }

  private Tensor bags(Tensor input, @Nullable Tensor offsets, @Nullable Tensor weights) {
    return F.embeddingBag(
        input,
        weight,
        o ->
            o.offsets(offsets)
                .maxNorm(maxNorm)
                .normType(normType)
                .scaleGradByFreq(scaleGradByFreq)
                .mode(mode)
                .sparse(sparse)
                .perSampleWeights(weights)
                .includeLastOffset(includeLastOffset)
                .paddingIdx(paddingIdx));
  }

  @Override
  public String extraRepr() {
    return numEmbeddings
        + ", "
        + embeddingDim
        + (maxNorm == null ? "" : ", max_norm=" + ModuleText.python(maxNorm))
        + (normType == 2 ? "" : ", norm_type=" + ModuleText.python(normType))
        + (scaleGradByFreq ? ", scale_grad_by_freq=True" : "")
        + ", mode='"
        + mode
        + "'"
        + (paddingIdx == null ? "" : ", padding_idx=" + paddingIdx);
  }
}
