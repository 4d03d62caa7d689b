#include "obor/checks.h"

#include <c10/core/DefaultDtype.h>
#include <c10/core/ScalarTypeToTypeMeta.h>
#include <c10/util/Exception.h>

namespace obor::checks {

void dense_one(const Tensor& tensor) {
  TORCH_CHECK_TYPE(tensor.layout() == at::kStrided && !tensor.is_nested() && !tensor.is_quantized() &&
                       tensor.device().is_cpu() && tensor.has_storage(),
                   "expected a dense tensor on the CPU, got one of ", tensor.scalar_type(), " with layout ",
                   tensor.layout(), " on ", tensor.device());
}

void dense_all(TensorList tensors) {
  for (const Tensor& tensor : tensors) dense_one(tensor);
}

void dense_float(const Tensor& tensor) {
  dense_one(tensor);
  TORCH_CHECK_TYPE(tensor.scalar_type() == at::kFloat, "expected a tensor of Float, got ", tensor.scalar_type());
  TORCH_CHECK(tensor.numel() > 0, "expected a tensor that is not empty");
}

void no_mkldnn_one(const Tensor& tensor) {
  TORCH_CHECK_TYPE(!tensor.is_mkldnn(), "expected a tensor with a storage, got one with layout ", tensor.layout(),
                   "; to_dense() gives one");
}

void zeroed(at::ScalarType dtype, at::Layout layout) {
  TORCH_CHECK_TYPE(layout != at::kMkldnn || dtype == at::kFloat, "expected Float for zeros with layout ", layout,
                   ", got ", dtype);
}

void zeroed(const Tensor& self) { zeroed(self.scalar_type(), self.layout()); }

void zeroed_as(const Tensor& self, std::optional<at::ScalarType> dtype, std::optional<at::Layout> layout) {
  zeroed(dtype.value_or(self.scalar_type()), layout.value_or(self.layout()));
}

void zeroed_as(std::optional<at::ScalarType> dtype, std::optional<at::Layout> layout) {
  zeroed(dtype.value_or(c10::typeMetaToScalarType(c10::get_default_dtype())), layout.value_or(at::kStrided));
}

void not_nested(const Tensor& tensor) {
  TORCH_CHECK_TYPE(!tensor.is_nested(), "expected a tensor that is not nested");
}

void quantized_as(const Tensor& self, const Tensor& out) {
  TORCH_CHECK_TYPE(!self.is_quantized() || out.is_quantized(), "expected a quantized out, got one of ",
                   out.scalar_type());
}

void stored(const Tensor& tensor) {
  TORCH_CHECK_TYPE(tensor.layout() == at::kStrided,
                   "expected a tensor with a storage, got one with layout ", tensor.layout());
}

void stored_all(TensorList tensors) {
  for (const Tensor& tensor : tensors) stored(tensor);
}

void not_empty(TensorList tensors) {
  TORCH_CHECK_VALUE(!tensors.empty(), "torch.cat(): expected a non-empty list of Tensors");
}

void some(Wholes list) { TORCH_CHECK(!list.empty(), "expected at least one number"); }

void same_dtype(const Tensor& first, const Tensor& second) {
  TORCH_CHECK_TYPE(first.scalar_type() == second.scalar_type(), "expected tensors of one dtype, got ",
                   first.scalar_type(), " and ", second.scalar_type());
}

void same_shape(const Tensor& first, const Tensor& second) {
  TORCH_CHECK(first.sizes() == second.sizes(), "expected tensors of one shape, got ", first.sizes(), " and ",
              second.sizes());
}

void alike_each(TensorList first, TensorList second) {
  one_length(first, second);
  for (std::size_t i = 0; i < first.size(); i++) {
    alike(first[i], second[i]);
    same_shape(first[i], second[i]);
    TORCH_CHECK(first[i].is_non_overlapping_and_dense() && first[i].strides() == second[i].strides(),
                "expected tensors without gaps, of the same strides, got ", first[i].strides(), " and ",
                second[i].strides());
  }
}

void alike_or_none(TensorList first, TensorList second) {
  if (!second.empty()) alike_each(first, second);
}

void numbers(TensorList tensors, TensorList numbers) {
  one_length(tensors, numbers);
  for (const Tensor& number : numbers) {
    dense_one(number);
    TORCH_CHECK(number.numel() == 1, "expected one number, got the shape ", number.sizes());
  }
}

void length(Wholes list, int64_t count) {
  TORCH_CHECK(static_cast<int64_t>(list.size()) == count, "expected ", count, " numbers, got ", list.size());
}

void positive(Wholes numbers) {
  for (int64_t number : numbers) TORCH_CHECK(number > 0, "expected positive numbers, got ", numbers);
}

void dimensions(const Tensor& self, Wholes dim) {
  for (int64_t d : dim) {
    TORCH_CHECK_INDEX(d >= 0 && d < self.dim(), "Dimension out of range (expected to be in range of [0, ",
                      self.dim() - 1, "], but got ", d, ")");
  }
}

}  // namespace obor::checks
