package dev.obor;

import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Chooses the operator behind {@code torch.norm}. */
final class Norms {
  private Norms() {}

  static Tensor norm(Tensor input, NormOptions o) {
    return input.layout() == Layout.STRIDED ? dense(input, o) : sparse(input, o);
  }

  private static Tensor dense(Tensor input, NormOptions o) {
    String name = o.name;
    boolean fewDims = o.dim == null || o.dim.length <= 2;
    if (name == null || (name.equals("fro") && fewDims)) {
      Number order = o.order == null ? (Number) 2L : o.order;
      return Aten.linalg_vector_norm(input, order, o.dim, o.keepdim, o.dtype);
    }
    return Aten.linalg_matrix_norm_str_ord(input, name, dims(input, o.dim), o.keepdim, o.dtype);
  }

  private static Tensor sparse(Tensor input, NormOptions o) {
    long[] dims = dims(input, o.dim);
    if (o.name == null) {
      DType dtype = o.dtype;
      return dtype == null
          ? Aten.norm_ScalarOpt_dim(input, o.order, dims, o.keepdim)
          : Aten.norm_ScalarOpt_dim_dtype(input, o.order, dims, o.keepdim, dtype);
    }
    boolean frobenius = o.name.equals("fro");
    if (!frobenius && !o.name.equals("nuc")) {
      throw new TorchException("only valid string values are 'fro' and 'nuc', found " + o.name);
    }
    if (o.dtype != null) {
      throw new ValueException(
          "dtype argument is not supported in " + (frobenius ? "frobenius" : "nuclear") + " norm");
    }
    if (frobenius) {
      return Aten.frobenius_norm_dim(
          input, o.dim == null ? Crossings.NO_INTEGERS : dims, o.keepdim);
    }
    return o.dim == null
        ? Aten.nuclear_norm(input, o.keepdim)
        : Aten.nuclear_norm_dim(input, dims, o.keepdim);
  }

  private static long[] dims(Tensor input, long @Nullable [] dim) {
    return dim == null ? LongStream.range(0, input.dim()).toArray() : dim;
  }
}
