package dev.obor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a tensor's text that depends on how the tensor keeps its elements. */
sealed interface TensorBody {
  /** Returns what the text starts with, given the name of the tensor's class. */
  default String prefix(String typeName) {
    return typeName + "(";
  }

  /** Tells whether what follows the elements starts on a line of its own. */
  default boolean breaksBeforeSuffixes() {
    return false;
  }

  /** Appends the elements; {@code indent} is the column that they start in. */
  void appendText(StringBuilder text, int indent, PrintSettings settings);

  /** Adds what is told about the elements after them. */
  void addSuffixes(List<String> suffixes, PrintedDtype dtype, PrintSettings settings);

  /** Elements side by side, of which each can be read; or none at all on the meta device. */
  record Dense(TensorContents contents) implements TensorBody {
    @Override
    public void appendText(StringBuilder text, int indent, PrintSettings settings) {
      contents.append(text, indent, settings);
    }

    @Override
    public void addSuffixes(List<String> suffixes, PrintedDtype dtype, PrintSettings settings) {
      boolean showsShape = contents.isBlank() ? contents.isEmptyVector() : settings.edgeitems() > 0;
      if (!showsShape) {
        suffixes.add("size=" + TensorPrinter.tuple(contents.shape()));
      }
      boolean showsDtype = contents.isBlank() ? dtype.isDefaultFloating() : dtype.isObvious();
      if (!showsDtype) {
        suffixes.add("dtype=" + dtype.name());
      }
    }
  }

  /**
   * The nonzero elements and where they are: the layout torch.sparse_coo.
   *
   * @param size the shape of the whole tensor, as Python prints a tuple
   * @param nonzeros the count of kept elements; null on the meta device
   */
  record Coordinate(
      String size, @Nullable Long nonzeros, TensorContents indices, TensorContents values)
      implements TensorBody {
    @Override
    public boolean breaksBeforeSuffixes() {
      return true;
    }

    @Override
    public void appendText(StringBuilder text, int indent, PrintSettings settings) {
      appendPart(text, "indices", indices, indent, settings);
      nextPart(text, indent);
      appendPart(text, "values", values, indent, settings);
    }

    @Override
    public void addSuffixes(List<String> suffixes, PrintedDtype dtype, PrintSettings settings) {
      addSparseSuffixes(suffixes, size, nonzeros, dtype);
    }
  }

  /**
   * The nonzero elements in compressed rows or columns: torch.sparse_csr, sparse_csc, sparse_bsr
   * and sparse_bsc.
   *
   * @param byRow whether rows are compressed rather than columns
   * @param size the shape of the whole tensor, as Python prints a tuple
   * @param nonzeros the count of kept elements; null on the meta device
   */
  record Compressed(
      boolean byRow,
      String size,
      @Nullable Long nonzeros,
      TensorContents compressedIndices,
      TensorContents plainIndices,
      TensorContents values)
      implements TensorBody {
    @Override
    public void appendText(StringBuilder text, int indent, PrintSettings settings) {
      appendPart(
          text, byRow ? "crow_indices" : "ccol_indices", compressedIndices, indent, settings);
      nextPart(text, indent);
      appendPart(text, byRow ? "col_indices" : "row_indices", plainIndices, indent, settings);
      nextPart(text, indent);
      appendPart(text, "values", values, indent, settings);
    }

    @Override
    public void addSuffixes(List<String> suffixes, PrintedDtype dtype, PrintSettings settings) {
      addSparseSuffixes(suffixes, size, nonzeros, dtype);
    }
  }

  /**
   * Small whole numbers that stand for floating-point ones.
   *
   * @param dequantized the elements as floating-point numbers
   * @param scheme for example {@code torch.per_tensor_affine}
   * @param scale as Python prints it: a number, or a tensor with one for each channel
   * @param zeroPoint likewise
   * @param axis the dimension of the channels; null where all elements share one scale
   */
  record Quantized(
      TensorContents dequantized,
      String scheme,
      String scale,
      String zeroPoint,
      @Nullable Long axis)
      implements TensorBody {
    @Override
    public void appendText(StringBuilder text, int indent, PrintSettings settings) {
      dequantized.append(text, indent, settings);
    }

    @Override
    public void addSuffixes(List<String> suffixes, PrintedDtype dtype, PrintSettings settings) {
      suffixes.add("size=" + TensorPrinter.tuple(dequantized.shape()));
      if (!dtype.isObvious()) {
        suffixes.add("dtype=" + dtype.name());
      }
      suffixes.add("quantization_scheme=" + scheme);
      suffixes.add("scale=" + scale);
      suffixes.add("zero_point=" + zeroPoint);
      if (axis != null) {
        suffixes.add("axis=" + axis);
      }
    }
  }

  /**
   * Tensors of different shapes side by side.
   *
   * @param parts the text of each
   */
  record Nested(List<String> parts) implements TensorBody {
    @Override
    public String prefix(String typeName) {
      return "nested_tensor(";
    }

    @Override
    public void appendText(StringBuilder text, int indent, PrintSettings settings) {
      text.append("[\n");
      String separator = "  ";
      for (String part : parts) {
        text.append(separator).append(part.replace("\n", "\n  "));
        separator = ",\n  ";
      }
      text.append("\n]");
    }

    @Override
    public void addSuffixes(List<String> suffixes, PrintedDtype dtype, PrintSettings settings) {}
  }

  private static void appendPart(
      StringBuilder text,
      String name,
      TensorContents contents,
      int indent,
      PrintSettings settings) {
    String prefix = name + "=tensor(";
    text.append(prefix);
    contents.append(text, indent + prefix.length(), settings);
    if (contents.isBlank()) {
      text.append(", size=").append(TensorPrinter.tuple(contents.shape()));
    }
    text.append(')');
  }

  private static void nextPart(StringBuilder text, int indent) {
    text.append(",\n").append(" ".repeat(indent));
  }

  private static void addSparseSuffixes(
      List<String> suffixes, String size, @Nullable Long nonzeros, PrintedDtype dtype) {
    suffixes.add("size=" + size);
    if (nonzeros != null) {
      suffixes.add("nnz=" + nonzeros);
    }
    if (!dtype.isObvious()) {
      suffixes.add("dtype=" + dtype.name());
    }
  }
}
