// What Java passes, as what ATen takes. A tensor handle is a TensorImpl* on which Java holds one reference; 0 is None.
#pragma once

#include <ATen/ScalarOps.h>
#include <ATen/core/Dimname.h>
#include <ATen/core/Generator.h>
#include <ATen/core/List.h>
#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>
#include <c10/core/Layout.h>
#include <c10/core/MemoryFormat.h>
#include <c10/core/Scalar.h>
#include <c10/core/ScalarType.h>
#include <c10/core/SymIntArrayRef.h>
#include <c10/util/OptionalArrayRef.h>
#include <c10/util/SmallVector.h>
#include "obor/jni.h"

#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "obor/guard.h"
#include "obor/text.h"

namespace obor {

static_assert(sizeof(at::Tensor) == sizeof(void*), "a tensor must be one pointer for a handle to stand for it");
static_assert(sizeof(jlong) == sizeof(int64_t) && sizeof(jdouble) == sizeof(double));

// Views a handle as a tensor without touching its reference count.
class Borrowed {
 public:
  explicit Borrowed(jlong handle)
      : impl_(handle != 0 ? reinterpret_cast<c10::TensorImpl*>(handle) : c10::UndefinedTensorImpl::singleton()) {}
  operator const at::Tensor&() const { return reinterpret_cast<const at::Tensor&>(impl_); }
  at::Tensor& writable() { return reinterpret_cast<at::Tensor&>(impl_); }

 private:
  c10::TensorImpl* impl_;
};

inline const at::Tensor& borrow(const jlong& handle) { return reinterpret_cast<const at::Tensor&>(handle); }

// A tensor that is written to. An operator may put another tensor in its place, as some do of quantized tensors: what it
// gives up then is a reference of its own, and not Java's.
class Writable {
 public:
  explicit Writable(jlong handle) : tensor_(borrow(handle)) {}
  operator at::Tensor&() { return tensor_; }
  operator const at::Tensor&() const { return tensor_; }

 private:
  at::Tensor tensor_;
};

inline Writable borrow_writable(jlong handle) { return Writable(handle); }

inline std::optional<at::Tensor> optional_tensor(jlong handle) {
  if (handle == 0) return std::nullopt;
  return borrow(handle);
}

// The elements of a Java array, copied where small arrays need no allocation.
template <class Element, unsigned Inline>
class ArrayCopy {
 public:
  ArrayCopy(JNIEnv* env, jarray array) : present_(array != nullptr) {
    if (!present_) return;
    elements_.resize(static_cast<std::size_t>(env->GetArrayLength(array)));
    if (elements_.empty()) return;
    copy(env, array);
    if (env->ExceptionCheck()) throw PendingJavaException();
  }
  bool present() const { return present_; }

 protected:
  c10::SmallVector<Element, Inline> elements_;

 private:
  void copy(JNIEnv* env, jarray array) {
    const auto count = static_cast<jsize>(elements_.size());
    if constexpr (std::is_same_v<Element, double>) {
      env->GetDoubleArrayRegion(static_cast<jdoubleArray>(array), 0, count, elements_.data());
    } else if constexpr (std::is_same_v<Element, jboolean>) {
      env->GetBooleanArrayRegion(static_cast<jbooleanArray>(array), 0, count, elements_.data());
    } else {
      env->GetLongArrayRegion(static_cast<jlongArray>(array), 0, count, reinterpret_cast<jlong*>(elements_.data()));
    }
  }
  bool present_;
};

class Integers : public ArrayCopy<int64_t, 8> {
 public:
  using ArrayCopy::ArrayCopy;
  at::IntArrayRef plain() const { return at::IntArrayRef(elements_.data(), elements_.size()); }
  c10::SymIntArrayRef symbolic() const { return c10::fromIntArrayRefSlow(plain()); }
  at::OptionalIntArrayRef optional() const {
    return present() ? at::OptionalIntArrayRef(plain()) : at::OptionalIntArrayRef(std::nullopt);
  }
  at::OptionalSymIntArrayRef optional_symbolic() const {
    return present() ? at::OptionalSymIntArrayRef(symbolic()) : at::OptionalSymIntArrayRef(std::nullopt);
  }
};

class Doubles : public ArrayCopy<double, 8> {
 public:
  using ArrayCopy::ArrayCopy;
  at::ArrayRef<double> plain() const { return at::ArrayRef<double>(elements_.data(), elements_.size()); }
  std::optional<at::ArrayRef<double>> optional() const {
    return present() ? std::make_optional(plain()) : std::nullopt;
  }
};

class Booleans : public ArrayCopy<jboolean, 8> {
 public:
  using ArrayCopy::ArrayCopy;
  template <std::size_t Size>
  std::array<bool, Size> fixed() const {
    TORCH_CHECK_VALUE(elements_.size() == Size, "expected ", Size, " booleans, got ", elements_.size());
    std::array<bool, Size> out{};
    for (std::size_t i = 0; i < Size; i++) out[i] = elements_[i] != JNI_FALSE;
    return out;
  }
};

// Handles, viewed as tensors without touching their reference counts; 0 is an undefined tensor.
class Tensors : public ArrayCopy<int64_t, 8> {
 public:
  Tensors(JNIEnv* env, jlongArray array) : ArrayCopy(env, array) {
    for (auto& handle : elements_) {
      if (handle == 0) handle = reinterpret_cast<int64_t>(c10::UndefinedTensorImpl::singleton());
    }
  }
  at::TensorList plain() const {
    return at::TensorList(reinterpret_cast<const at::Tensor*>(elements_.data()), elements_.size());
  }
  c10::List<std::optional<at::Tensor>> of_optionals() const {
    c10::List<std::optional<at::Tensor>> out;
    out.reserve(elements_.size());
    for (const auto& tensor : plain()) {
      out.push_back(tensor.defined() ? std::optional<at::Tensor>(tensor) : std::nullopt);
    }
    return out;
  }
};

enum ScalarKind : jint { kNone = -1, kInteger = 0, kReal = 1, kBoolean = 2, kComplex = 3 };

inline double as_double(jlong bits) {
  double value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

inline at::Scalar scalar(jint kind, jlong first, jlong second) {
  switch (kind) {
    case kInteger: return at::Scalar(static_cast<int64_t>(first));
    case kReal: return at::Scalar(as_double(first));
    case kBoolean: return at::Scalar(first != 0);
    case kComplex: return at::Scalar(c10::complex<double>(as_double(first), as_double(second)));
    default: TORCH_CHECK_TYPE(false, "expected a number, got None");
  }
}

// A number as a tensor that takes part in type promotion as a number: what Python passes for x + 1.
inline at::Tensor wrapped_number(jint kind, jlong first, jlong second) {
  return at::native::wrapped_scalar_tensor(scalar(kind, first, second));
}

inline std::optional<at::Scalar> optional_scalar(jint kind, jlong first, jlong second) {
  return kind == kNone ? std::nullopt : std::make_optional(scalar(kind, first, second));
}

// Scalars come as triples of kind, first and second.
class Scalars : public ArrayCopy<int64_t, 8> {
 public:
  Scalars(JNIEnv* env, jlongArray array) : ArrayCopy(env, array) {
    for (std::size_t i = 0; i + 2 < elements_.size(); i += 3) {
      scalars_.push_back(scalar(static_cast<jint>(elements_[i]), elements_[i + 1], elements_[i + 2]));
    }
  }
  at::ArrayRef<at::Scalar> plain() const { return scalars_; }

 private:
  std::vector<at::Scalar> scalars_;
};

class Strings {
 public:
  Strings(JNIEnv* env, jobjectArray array) : present_(array != nullptr) {
    if (!present_) return;
    const jsize count = env->GetArrayLength(array);
    for (jsize i = 0; i < count; i++) {
      auto element = static_cast<jstring>(env->GetObjectArrayElement(array, i));
      TORCH_CHECK_TYPE(element != nullptr, "expected a string at position ", i, ", got None");
      texts_.push_back(from_java(env, element));
      env->DeleteLocalRef(element);
    }
    views_.assign(texts_.begin(), texts_.end());
  }
  at::ArrayRef<std::string_view> plain() const { return views_; }
  std::optional<at::ArrayRef<std::string_view>> optional() const {
    return present_ ? std::make_optional(plain()) : std::nullopt;
  }
  std::vector<at::Dimname> names() const {
    std::vector<at::Dimname> out;
    out.reserve(texts_.size());
    for (const auto& text : texts_) out.push_back(name(text));
    return out;
  }
  std::optional<std::vector<at::Dimname>> optional_names() const {
    return present_ ? std::make_optional(names()) : std::nullopt;
  }
  static at::Dimname name(const std::string& text) {
    return text == "*" ? at::Dimname::wildcard() : at::Dimname::fromSymbol(at::Symbol::dimname(text));
  }

 private:
  bool present_;
  std::vector<std::string> texts_;
  std::vector<std::string_view> views_;
};

// A string that lives as long as the call that it is passed to.
class Text {
 public:
  Text(JNIEnv* env, jstring text) : present_(text != nullptr) {
    if (present_) text_ = from_java(env, text);
  }
  std::string_view plain() const {
    TORCH_CHECK_TYPE(present_, "expected a string, got None");
    return text_;
  }
  std::optional<std::string_view> optional() const {
    return present_ ? std::make_optional(std::string_view(text_)) : std::nullopt;
  }
  at::Dimname name() const { return Strings::name(std::string(plain())); }

 private:
  bool present_;
  std::string text_;
};

inline std::optional<int64_t> optional_int(jboolean present, jlong value) {
  return present ? std::make_optional(static_cast<int64_t>(value)) : std::nullopt;
}
inline std::optional<c10::SymInt> optional_sym_int(jboolean present, jlong value) {
  return present ? std::make_optional(c10::SymInt(static_cast<int64_t>(value))) : std::nullopt;
}
inline std::optional<double> optional_double(jboolean present, jdouble value) {
  return present ? std::make_optional(static_cast<double>(value)) : std::nullopt;
}
inline std::optional<bool> optional_bool(jint value) {
  return value < 0 ? std::nullopt : std::make_optional(value != 0);
}

// Codes are LibTorch's own numbers; a negative one is None.
inline at::ScalarType dtype(jint code) {
  TORCH_CHECK_TYPE(code >= 0, "expected a dtype, got None");
  return static_cast<at::ScalarType>(code);
}
inline std::optional<at::ScalarType> optional_dtype(jint code) {
  return code < 0 ? std::nullopt : std::make_optional(static_cast<at::ScalarType>(code));
}
inline at::Layout layout(jint code) {
  TORCH_CHECK_TYPE(code >= 0, "expected a layout, got None");
  return static_cast<at::Layout>(code);
}
inline std::optional<at::Layout> optional_layout(jint code) {
  return code < 0 ? std::nullopt : std::make_optional(static_cast<at::Layout>(code));
}
inline at::MemoryFormat memory_format(jint code) {
  TORCH_CHECK_TYPE(code >= 0, "expected a memory format, got None");
  return static_cast<at::MemoryFormat>(code);
}
inline std::optional<at::MemoryFormat> optional_memory_format(jint code) {
  return code < 0 ? std::nullopt : std::make_optional(static_cast<at::MemoryFormat>(code));
}

// A device is its type times 256 plus its index plus one, so that "no index" is 0 in the low byte.
inline at::Device device(jint code) {
  TORCH_CHECK_TYPE(code >= 0, "expected a device, got None");
  return at::Device(static_cast<at::DeviceType>(code >> 8), static_cast<at::DeviceIndex>((code & 0xFF) - 1));
}
inline std::optional<at::Device> optional_device(jint code) {
  return code < 0 ? std::nullopt : std::make_optional(device(code));
}
inline jint device_code(at::Device device) {
  return static_cast<jint>(device.type()) << 8 | (static_cast<jint>(device.index()) + 1);
}

inline at::Generator generator(jlong handle) {
  return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(
      reinterpret_cast<c10::GeneratorImpl*>(handle)));
}
inline std::optional<at::Generator> optional_generator(jlong handle) {
  return handle == 0 ? std::nullopt : std::make_optional(generator(handle));
}

}  // namespace obor
