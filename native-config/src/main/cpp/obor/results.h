// What ATen returns, as what Java takes. Every tensor handle given to Java carries one reference.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/QScheme.h>
#include <c10/core/Scalar.h>
#include "obor/jni.h"

#include <cstring>
#include <tuple>
#include <type_traits>
#include <vector>

#include "obor/arguments.h"
#include "obor/guard.h"

namespace obor {

inline jlong give(at::Tensor tensor) {
  return tensor.defined() ? reinterpret_cast<jlong>(tensor.unsafeReleaseTensorImpl()) : 0;
}

// Whether a tensor holds so little that Java may keep it a while longer than its owner does: no history, no gradient,
// few bytes. A tensor without elements does not count: it often is the target of an out= that is about to grow.
inline bool is_light(const at::TensorImpl& tensor) {
  constexpr std::size_t kFewBytes = 256;
  if (tensor.autograd_meta() != nullptr || !tensor.has_storage() || !tensor.is_cpu()) return false;
  const std::size_t bytes = tensor.unsafe_storage().nbytes();
  return bytes != 0 && bytes <= kFewBytes;
}

// Marks the handle of a light tensor that stands for no other tensor's memory; handles are aligned, so the bit is free.
constexpr jlong kLightMark = 1;

// A result of an operator.
inline jlong give_new(at::Tensor tensor) {
  const bool light = tensor.defined() && tensor.use_count() == 1 && is_light(*tensor.unsafeGetTensorImpl()) &&
                     tensor.unsafeGetTensorImpl()->unsafe_storage().use_count() == 1;
  return give(std::move(tensor)) | (light ? kLightMark : 0);
}

inline jlong as_bits(double value) {
  jlong bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

inline jlongArray to_java(JNIEnv* env, const std::vector<jlong>& values) {
  const auto count = static_cast<jsize>(values.size());
  jlongArray array = env->NewLongArray(count);
  if (array == nullptr) throw PendingJavaException();
  env->SetLongArrayRegion(array, 0, count, values.data());
  return array;
}

// Results of one call are flattened: a tensor is its handle, a list its length and its handles, a number its bits.
inline void append(std::vector<jlong>& out, at::Tensor&& tensor) { out.push_back(give_new(std::move(tensor))); }
inline void append(std::vector<jlong>& out, std::vector<at::Tensor>&& tensors) {
  out.push_back(static_cast<jlong>(tensors.size()));
  for (auto& tensor : tensors) out.push_back(give_new(std::move(tensor)));
}
inline void append(std::vector<jlong>& out, int64_t value) { out.push_back(value); }
inline void append(std::vector<jlong>& out, double value) { out.push_back(as_bits(value)); }
inline void append(std::vector<jlong>& out, bool value) { out.push_back(value ? 1 : 0); }
inline void append(std::vector<jlong>& out, c10::SymInt value) { out.push_back(value.expect_int()); }

template <class... Parts>
inline jlongArray give_tuple(JNIEnv* env, std::tuple<Parts...>&& parts) {
  std::vector<jlong> out;
  std::apply([&out](auto&&... part) { (append(out, std::move(part)), ...); }, std::move(parts));
  return to_java(env, out);
}

inline jlongArray give_list(JNIEnv* env, std::vector<at::Tensor>&& tensors) {
  std::vector<jlong> out;
  out.reserve(tensors.size());
  for (auto& tensor : tensors) out.push_back(give_new(std::move(tensor)));
  return to_java(env, out);
}

// A scalar is its kind and two words, as in arguments.h.
inline jlongArray give_scalar(JNIEnv* env, const at::Scalar& value) {
  if (value.isBoolean()) return to_java(env, {kBoolean, value.toBool() ? 1 : 0, 0});
  if (value.isIntegral(false)) return to_java(env, {kInteger, value.toLong(), 0});
  if (value.isComplex()) {
    const auto number = value.toComplexDouble();
    return to_java(env, {kComplex, as_bits(number.real()), as_bits(number.imag())});
  }
  return to_java(env, {kReal, as_bits(value.toDouble()), 0});
}

}  // namespace obor
