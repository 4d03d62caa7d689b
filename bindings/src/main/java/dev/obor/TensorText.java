package dev.obor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what the printer needs from a tensor. */
final class TensorText {
  private TensorText() {}

  /** The text of a tensor as Python prints it; a parameter says so in front. */
  static String of(Tensor tensor, boolean parameter) {
    return of(tensor, parameter, "tensor");
  }

  /** The same for a class that stands around a tensor. */
  static String of(Tensor tensor, boolean parameter, String typeName) {
    try (ThreadMode mode = TransformLayer.suspended();
        Scope scope = Torch.scope()) {
      TransformLayer.Wrapped wrapped = TransformLayer.wrapped(tensor);
      return wrapped != null
          ? wrapped.text(of(wrapped.value(), false))
          : text(tensor, tensor.gradFnName(), tensor.requiresGrad(), parameter, typeName);
    }
  }

  private static String text(
      Tensor tensor,
      @Nullable String gradFn,
      boolean requiresGrad,
      boolean parameter,
      String typeName) {
    try (Scope scope = Torch.scope()) {
      Tensor data = tensor.detach();
      TensorPrinter printer =
          new TensorPrinter(
                  body(data, requiresGrad),
                  new PrintedDtype(data.dtype().toString(), Torch.getDefaultDtype().toString()))
              .device(device(data))
              .layout(data.layout() == Layout.STRIDED ? null : data.layout().toString())
              .gradFn(gradFn)
              .requiresGrad(requiresGrad)
              .tangent(tangent(tensor))
              .parameter(parameter)
              .typeName(typeName);
      return printer.print(PrintSettings.current());
    }
  }

  private static @Nullable String tangent(Tensor tensor) {
    long level = AutogradEngine.currentDualLevel();
    Tensor tangent = level < 0 ? null : Aten._unpack_dual(tensor, level)[1];
    return tangent == null ? null : of(tangent, false);
  }

  private static @Nullable String device(Tensor tensor) {
    Device device = tensor.device();
    return device.equals(Device.CPU) ? null : device.toString();
  }

  private static TensorBody body(Tensor data, boolean requiresGrad) {
    if (TensorNatives.is_nested(data.handle())) {
      return nested(data, requiresGrad);
    }
    if (data.dtype().isQuantized()) {
      return quantized(data);
    }
    Size shape = data.size();
    return switch (data.layout()) {
      case SPARSE_COO ->
          new TensorBody.Coordinate(
              TensorPrinter.tuple(shape.toArray()),
              data.device().type().equals("meta") ? null : Aten._nnz(data),
              contents(Aten._indices(data)),
              contents(Aten._values(data)));
      case SPARSE_CSR, SPARSE_BSR ->
          compressed(data, true, Aten.crow_indices(data), Aten.col_indices(data));
      case SPARSE_CSC, SPARSE_BSC ->
          compressed(data, false, Aten.ccol_indices(data), Aten.row_indices(data));
      case MKLDNN -> new TensorBody.Dense(contents(Aten.to_dense(data, null, null)));
      default -> new TensorBody.Dense(contents(data));
    };
  }

  private static TensorBody nested(Tensor data, boolean requiresGrad) {
    List<String> parts = new ArrayList<>();
    for (Tensor part : Aten.unbind_int(data, 0)) {
      parts.add(text(part, null, requiresGrad, false, "tensor"));
    }
    return new TensorBody.Nested(parts);
  }

  private static TensorBody compressed(
      Tensor data, boolean byRow, Tensor compressed, Tensor plain) {
    return new TensorBody.Compressed(
        byRow,
        TensorPrinter.tuple(data.size().toArray()),
        Aten._nnz(data),
        contents(compressed),
        contents(plain),
        contents(Aten.values(data)));
  }

  private static TensorBody quantized(Tensor data) {
    TensorContents contents = contents(Aten.dequantize_self(data));
    int scheme = Aten.qscheme(data);
    boolean perTensor = scheme == 0 || scheme == 2;
    if (perTensor) {
      return new TensorBody.Quantized(
          contents,
          scheme == 0 ? "torch.per_tensor_affine" : "torch.per_tensor_symmetric",
          PythonNumber.repr(Aten.q_scale(data)),
          PythonNumber.repr(Aten.q_zero_point(data)),
          null);
    }
    return new TensorBody.Quantized(
        contents,
        scheme == 1 ? "torch.per_channel_affine" : "torch.per_channel_affine_float_qparams",
        of(Aten.q_per_channel_scales(data), false),
        of(Aten.q_per_channel_zero_points(data), false),
        Aten.q_per_channel_axis(data));
  }

  private static TensorContents contents(Tensor data) {
    long[] shape = data.size().toArray();
    if (data.device().type().equals("meta")) {
      return TensorContents.withoutData(shape);
    }
    return TensorContents.of(shape, shown -> elements(shownPart(data, shown)));
  }

  /** Only the elements at the edges, where Python leaves the middle out. */
  private static Tensor shownPart(Tensor data, ShownElements shown) {
    Tensor part = Aten.resolve_neg(Aten.resolve_conj(data));
    long edge = shown.edgeitems();
    for (int dim = 0; dim < shown.dim(); dim++) {
      if (shown.isCut(dim)) {
        Tensor begin = Aten.narrow(part, dim, 0, edge);
        Tensor end = Aten.narrow(part, dim, shown.size(dim) - edge, edge);
        List<Tensor> both = new ArrayList<>(List.of(begin, end));
        part = Aten.cat(Crossings.tensors(both), dim);
      }
    }
    return part;
  }

  private static Elements elements(Tensor part) {
    DType type = part.dtype();
    if (type.isComplex()) {
      Tensor wide = part.to(DType.COMPLEX128);
      return Elements.complex(Aten.real(wide).toDoubleArray(), Aten.imag(wide).toDoubleArray());
    }
    return switch (type) {
      case BOOL -> Elements.booleans(part.toBooleanArray());
      case UINT64 -> Elements.unsigned(Aten.view_dtype(part, DType.INT64).toLongArray());
      case FLOAT8_E8M0FNU -> Elements.scales(part.toDoubleArray());
      case FLOAT4_E2M1FN_X2 ->
          Elements.floating(Aten.view_dtype(part, DType.UINT8).toDoubleArray());
      default ->
          type.isFloatingPoint()
              ? Elements.floating(part.toDoubleArray())
              : Elements.integers(part.toLongArray());
    };
  }
}
