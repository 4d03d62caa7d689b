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
inline void append(std::vector<jlong>& out, at::Tensor&& tensor) { out.push_back(give(std::move(tensor))); }
inline void append(std::vector<jlong>& out, std::vector<at::Tensor>&& tensors) {
  out.push_back(static_cast<jlong>(tensors.size()));
  for (auto& tensor : tensors) out.push_back(give(std::move(tensor)));
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
  for (auto& tensor : tensors) out.push_back(give(std::move(tensor)));
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
