package dev.obor;

/** How a tensor's elements lie in memory: Python's {@code torch.layout}. */
public enum Layout {
  /** Dense, addressed by strides: {@code torch.strided}. */
  STRIDED("torch.strided"),
  /** Coordinates and values: {@code torch.sparse_coo}. */
  SPARSE_COO("torch.sparse_coo"),
  /** Compressed rows: {@code torch.sparse_csr}. */
  SPARSE_CSR("torch.sparse_csr"),
  /** The layout of oneDNN: {@code torch._mkldnn}. */
  MKLDNN("torch._mkldnn"),
  /** Compressed columns: {@code torch.sparse_csc}. */
  SPARSE_CSC("torch.sparse_csc"),
  /** Compressed rows of blocks: {@code torch.sparse_bsr}. */
  SPARSE_BSR("torch.sparse_bsr"),
  /** Compressed columns of blocks: {@code torch.sparse_bsc}. */
  SPARSE_BSC("torch.sparse_bsc"),
  /** Tensors of different sizes side by side: {@code torch.jagged}. */
  JAGGED("torch.jagged");

  private static final Layout[] ALL = values();

  private final String python;

  Layout(String python) {
    this.python = python;
  }

  @SuppressWarnings("EnumOrdinal") // the constants stand in the order of LibTorch's own numbers
  int code() {
    return ordinal();
  }

  static Layout ofCode(int code) {
    return ALL[code];
  }

  /** The name as Python prints it, such as {@code torch.strided}. */
  @Override
  public String toString() {
    return python;
  }
}
