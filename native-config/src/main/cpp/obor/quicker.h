// Operators that LibTorch reaches in a roundabout way, called so that they give the very same result sooner.
#pragma once

#include <ATen/Operators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/DispatchKeySet.h>
#include <c10/core/impl/LocalDispatchKeySet.h>

#include <cstdint>
#include <optional>

namespace obor::quicker {

// Whether nothing but the CPU's kernel takes part in a call: no gradient, no view of a lazy kind, no mode that sees
// every call. A tensor carries autocast's key always; what switches autocast on is the thread's.
inline bool is_plain(const at::Tensor& tensor) {
  const c10::DispatchKeySet plain{c10::DispatchKey::CPU, c10::DispatchKey::AutogradCPU, c10::DispatchKey::AutocastCPU,
                                  c10::DispatchKey::ADInplaceOrView};
  const auto& impl = *tensor.unsafeGetTensorImpl();
  const auto included = c10::impl::tls_local_dispatch_key_set().included_ - c10::default_included_set;
  return impl.autograd_meta() == nullptr && (impl.key_set() | plain) == plain && included.empty();
}

template <class Element>
void divide(const at::Tensor& number, int64_t by) {
  auto& element = *static_cast<Element*>(number.mutable_data_ptr());
  element = element / static_cast<Element>(by);
}

// LibTorch's mean is its sum, divided in the tensor's own type.
inline at::Tensor mean(const at::Tensor& self, std::optional<at::ScalarType> dtype) {
  const auto type = self.scalar_type();
  const bool plain = !dtype && (type == at::kFloat || type == at::kDouble) && self.numel() > 0 && is_plain(self);
  if (!plain) return at::_ops::mean::call(self, dtype);
  at::Tensor sum = at::_ops::sum::call(self, std::nullopt);
  type == at::kFloat ? divide<float>(sum, self.numel()) : divide<double>(sum, self.numel());
  return sum;
}

// Without a dimension LibTorch reshapes first.
inline std::optional<int64_t> only_dimension(const at::Tensor& self, std::optional<int64_t> dim, bool keepdim) {
  return !dim && !keepdim && self.dim() == 1 && self.sym_numel() > 0 ? std::optional<int64_t>(0) : dim;
}

inline at::Tensor argmax(const at::Tensor& self, std::optional<int64_t> dim, bool keepdim) {
  return at::_ops::argmax::call(self, only_dimension(self, dim, keepdim), keepdim);
}

inline at::Tensor argmin(const at::Tensor& self, std::optional<int64_t> dim, bool keepdim) {
  return at::_ops::argmin::call(self, only_dimension(self, dim, keepdim), keepdim);
}

// Rows at random places of a large tensor are fetched into the cache before they are copied.
at::Tensor index_select(const at::Tensor& self, int64_t dim, const at::Tensor& index);

}  // namespace obor::quicker
