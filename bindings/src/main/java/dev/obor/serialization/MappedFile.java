package dev.obor.serialization;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Tensor;
import java.nio.file.Path;
import java.util.Objects;

/** Maps files into memory: what is changed there stays out of the file. */
final class MappedFile {
  private MappedFile() {}

  /** All bytes of a file as a new tensor; the file stays mapped as long as a part of it lives. */
  static Tensor of(ByteSource source) {
    Path file = Objects.requireNonNull(source.file(), "what has no file cannot be mapped");
    return Aten.from_file(file.toString(), false, source.size(), DType.UINT8, null, null, null);
  }
}
