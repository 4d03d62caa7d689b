package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.EmbeddingFunctions.EmbeddingOptions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks vectors up in a table: Python's {@code torch.nn.Embedding}.
 *
 * <p>Input: int64 or int32 of any shape (*), each the number of a row. Output: (*, embeddingDim).
 *
 * <p>The rows are drawn from the standard normal distribution; the padding row is zero.
 *
 * <pre>{@code
 * Embedding layer = new Embedding(10, 3);
 * layer.call(Torch.tensor(new long[][] {{1, 2, 4, 5}, {4, 3, 2, 9}})).shape();  // (2, 4, 3)
 * new Embedding(10, 3, o -> o.paddingIdx(0));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}; with {@code maxNorm} a call changes the table.
 */
public class Embedding extends Module {
  /** The number of rows. */
  public final long numEmbeddings;

  /** The size of each row. */
  public final long embeddingDim;

  /** The row that gets no gradient, counted from the beginning, or null. */
  public final @Nullable Long paddingIdx;

  /** The largest norm of a row that is looked up, or null. */
  public final @Nullable Double maxNorm;

  /** The exponent of that norm. */
  public final double normType;

  /** Whether gradients are divided by how often a row was looked up. */
  public final boolean scaleGradByFreq;

  /** The table, of shape (numEmbeddings, embeddingDim). */
  public Tensor weight;

  /** Whether the gradient is a sparse tensor. */
  public final boolean sparse;

  /** Keyword arguments of the constructor. */
  public static final class Options extends LayerOptions<Options> {
    private final EmbeddingOptions looking = new EmbeddingOptions();

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets the row that is zero and gets no gradient, counted from the end when negative. */
    public Options paddingIdx(long value) {
      looking.paddingIdx(value);
      return this;
    }

    /** Sets the largest norm of a row; rows that are looked up are cut to it in place. */
    public Options maxNorm(double value) {
      looking.maxNorm(value);
      return this;
    }

    /** Sets the exponent of that norm; default 2. */
    public Options normType(double value) {
      looking.normType(value);
      return this;
    }

    /** Sets whether gradients are divided by how often a row was looked up; default false. */
    public Options scaleGradByFreq(boolean value) {
      looking.scaleGradByFreq(value);
      return this;
    }

    /** Sets whether the gradient is a sparse tensor; default false. */
    public Options sparse(boolean value) {
      looking.sparse(value);
      return this;
    }
  }

  /** Makes a table: Python's {@code nn.Embedding(num_embeddings, embedding_dim)}. */
  public Embedding(long numEmbeddings, long embeddingDim) {
    this(numEmbeddings, embeddingDim, o -> {});
  }

  /** The same with a padding row: {@code nn.Embedding(num_embeddings, dim, padding_idx)}. */
  public Embedding(long numEmbeddings, long embeddingDim, long paddingIdx) {
    this(numEmbeddings, embeddingDim, o -> o.paddingIdx(paddingIdx));
  }

  /** Makes a table with keyword arguments: {@code new Embedding(10, 3, o -> o.sparse(true))}. */
  public Embedding(long numEmbeddings, long embeddingDim, Consumer<Options> options) {
    this(numEmbeddings, embeddingDim, accepted(options), null, false);
    resetParameters();
  }

  private Embedding(long rows, long size, Options o, @Nullable Tensor table, boolean freeze) {
    this.numEmbeddings = rows;
    this.embeddingDim = size;
    Long padding = o.looking.paddingIdx;
    this.paddingIdx = padding == null ? null : (Long) EmbeddingFunctions.checked(padding, rows);
    this.maxNorm = o.looking.maxNorm;
    this.normType = o.looking.normType;
    this.scaleGradByFreq = o.looking.scaleGradByFreq;
    this.sparse = o.looking.sparse;
    this.weight = table == null ? o.parameter(rows, size) : Parameter.of(table, !freeze);
  }

  private static Options accepted(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  /** Makes a layer of a table, which is not trained: Python's {@code from_pretrained(table)}. */
  public static Embedding fromPretrained(Tensor embeddings) {
    return fromPretrained(embeddings, true);
  }

  /** The same, trained or not: Python's {@code from_pretrained(embeddings, freeze)}. */
  public static Embedding fromPretrained(Tensor embeddings, boolean freeze) {
    return fromPretrained(embeddings, freeze, o -> {});
  }

  /**
   * Makes a layer of a table: Python's {@code from_pretrained(embeddings, freeze, padding_idx=…,
   * …)}.
   *
   * @param embeddings the table, of shape (rows, size); the layer shares its memory
   * @param freeze whether the table stays as it is
   */
  public static Embedding fromPretrained(
      Tensor embeddings, boolean freeze, Consumer<Options> options) {
    if (embeddings.dim() != 2) {
      throw new ValueException("Embeddings parameter is expected to be 2-dimensional");
    }
    return new Embedding(
        embeddings.size(0), embeddings.size(1), accepted(options), embeddings, freeze);
  }

  /** Draws new rows: Python's {@code reset_parameters()}. */
  public void resetParameters() {
    Init.normal_(weight);
    if (paddingIdx != null) {
      clear(weight, paddingIdx);
    }
  }

  static void clear(Tensor weight, long row) {
    try (ThreadMode mode = Torch.noGrad();
        Tensor values = weight.select(0, row)) {
      Aten.zero_(values);
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.embedding(x, weight, paddingIdx, maxNorm, normType, scaleGradByFreq, sparse);
  }

  @Override
  public String extraRepr() {
    return numEmbeddings
        + ", "
        + embeddingDim
        + (paddingIdx == null ? "" : ", padding_idx=" + paddingIdx)
        + (maxNorm == null ? "" : ", max_norm=" + ModuleText.python(maxNorm))
        + (normType == 2 ? "" : ", norm_type=" + ModuleText.python(normType))
        + (scaleGradByFreq ? ", scale_grad_by_freq=True" : "")
        + (sparse ? ", sparse=True" : "");
  }
}
