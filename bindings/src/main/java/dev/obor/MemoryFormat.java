package dev.obor;

/**
 * In which order a dense tensor's dimensions lie in memory: Python's {@code torch.memory_format}.
 */
public enum MemoryFormat {
  /** The last dimension is the densest: {@code torch.contiguous_format}. */
  CONTIGUOUS("torch.contiguous_format"),
  /** As in the input: {@code torch.preserve_format}. */
  PRESERVE("torch.preserve_format"),
  /** Of four dimensions N, C, H, W, C is the densest: {@code torch.channels_last}. */
  CHANNELS_LAST("torch.channels_last"),
  /** Of five dimensions N, C, D, H, W, C is the densest: {@code torch.channels_last_3d}. */
  CHANNELS_LAST_3D("torch.channels_last_3d");

  private static final MemoryFormat[] ALL = values();

  private final String python;

  MemoryFormat(String python) {
    this.python = python;
  }

  @SuppressWarnings("EnumOrdinal") // the constants stand in the order of LibTorch's own numbers
  int code() {
    return ordinal();
  }

  static MemoryFormat ofCode(int code) {
    return ALL[code];
  }

  /** The name as Python prints it, such as {@code torch.channels_last}. */
  @Override
  public String toString() {
    return python;
  }
}
