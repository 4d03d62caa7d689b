#include "obor/tensor.h"

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cstdlib>

#include "obor/arguments.h"
#include "obor/guard.h"
#include "obor/memory.h"
#include "obor/release.h"
#include "obor/results.h"

namespace obor::tensor {
namespace {

jlongArray to_array(JNIEnv* env, at::IntArrayRef values) {
  const auto count = static_cast<jsize>(values.size());
  jlongArray array = env->NewLongArray(count);
  if (array == nullptr) throw PendingJavaException();
  env->SetLongArrayRegion(array, 0, count, reinterpret_cast<const jlong*>(values.data()));
  return array;
}

// The address of element `at`, after every check that the copy stays inside of the tensor's own memory.
template <class Element>
Element* elements(const at::Tensor& tensor, jlong at, jint count) {
  TORCH_CHECK(tensor.layout() == at::kStrided && tensor.device().is_cpu() && tensor.is_contiguous(),
              "a copy to or from a Java array needs a contiguous tensor on the CPU");
  TORCH_CHECK(tensor.element_size() == sizeof(Element), "a Java array with elements of ", sizeof(Element),
              " bytes does not fit a tensor of ", tensor.scalar_type());
  TORCH_CHECK_INDEX(at >= 0 && count >= 0 && at <= tensor.numel() - count, "elements ", at, " to ", at + count,
                    " lie outside of a tensor of ", tensor.numel());
  TORCH_CHECK(count == 0 || tensor.const_data_ptr() != nullptr, "the tensor has no memory of its own");
  return static_cast<Element*>(tensor.mutable_data_ptr()) + at;
}

}  // namespace

jlong share(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return give(borrow(self)); });
}

void release(JNIEnv* env, jclass, jlong self) {
  guarded(env, [&] { release_one(self); });
}

void release_all(JNIEnv* env, jclass, jlongArray handles, jint count) {
  guarded(env, [&] {
    constexpr jint kChunk = 256;
    jlong chunk[kChunk];
    for (jint at = 0; at < count; at += kChunk) {
      const jint size = std::min(kChunk, count - at);
      env->GetLongArrayRegion(handles, at, size, chunk);
      if (env->ExceptionCheck()) throw PendingJavaException();
      release_many(chunk, size);
    }
  });
}

jobject handle_slab(JNIEnv* env, jclass, jint bytes) {
  return guarded(env, [&] {
    void* slab = std::calloc(1, static_cast<std::size_t>(bytes));
    TORCH_CHECK_WITH(OutOfMemoryError, slab != nullptr, "no memory for ", bytes, " bytes of tensor handles");
    jobject buffer = env->NewDirectByteBuffer(slab, bytes);
    if (buffer == nullptr) {
      std::free(slab);
      throw PendingJavaException();
    }
    return buffer;
  });
}

void release_slots(JNIEnv* env, jclass, jobject slab, jint first, jint count) {
  guarded(env, [&] {
    auto* slots = static_cast<jlong*>(env->GetDirectBufferAddress(slab)) + first;
    release_many(slots, count);
    std::fill_n(slots, count, 0);
  });
}

void release_later(JNIEnv* env, jclass, jobject slab, jint first, jint count) {
  guarded(env, [&] {
    auto* slots = static_cast<jlong*>(env->GetDirectBufferAddress(slab)) + first;
    release_before_allocations(slots, count);
    std::fill_n(slots, count, 0);
  });
}

void release_postponed(JNIEnv* env, jclass) {
  guarded(env, [] { obor::release_postponed(); });
}

jboolean is_light(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return static_cast<jboolean>(obor::is_light(*borrow(self).unsafeGetTensorImpl())); });
}

jint dim(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return static_cast<jint>(borrow(self).dim()); });
}

jlong numel(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return static_cast<jlong>(borrow(self).numel()); });
}

jlongArray sizes(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return to_array(env, borrow(self).sizes()); });
}

jlongArray strides(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return to_array(env, borrow(self).strides()); });
}

jlong storage_offset(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return static_cast<jlong>(borrow(self).storage_offset()); });
}

jlong storage_bytes(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    return tensor.has_storage() ? static_cast<jlong>(tensor.storage().nbytes()) : jlong{0};
  });
}

jlong storage_address(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    return tensor.has_storage() ? reinterpret_cast<jlong>(tensor.storage().data()) : jlong{0};
  });
}

jint dtype(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return static_cast<jint>(borrow(self).scalar_type()); });
}

jint device(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return device_code(borrow(self).device()); });
}

jint layout(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return static_cast<jint>(borrow(self).layout()); });
}

jboolean is_nested(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return static_cast<jboolean>(borrow(self).is_nested()); });
}

jboolean is_contiguous(JNIEnv* env, jclass, jlong self, jint format) {
  return guarded(env, [&] { return static_cast<jboolean>(borrow(self).is_contiguous(obor::memory_format(format))); });
}

jboolean same(JNIEnv*, jclass, jlong self, jlong other) { return static_cast<jboolean>(self == other); }

#define OBOR_COPIES(name, array, element, Name)                                                              \
  void write_##name(JNIEnv* env, jclass, jlong self, jlong at, array from, jint offset, jint count) {        \
    guarded(env, [&] {                                                                                       \
      env->Get##Name##ArrayRegion(from, offset, count, elements<element>(borrow(self), at, count));          \
    });                                                                                                      \
  }                                                                                                          \
  void read_##name(JNIEnv* env, jclass, jlong self, jlong at, array to, jint offset, jint count) {           \
    guarded(env, [&] {                                                                                       \
      env->Set##Name##ArrayRegion(to, offset, count, elements<element>(borrow(self), at, count));            \
    });                                                                                                      \
  }

OBOR_COPIES(bytes, jbyteArray, jbyte, Byte)
OBOR_COPIES(booleans, jbooleanArray, jboolean, Boolean)
OBOR_COPIES(shorts, jshortArray, jshort, Short)
OBOR_COPIES(ints, jintArray, jint, Int)
OBOR_COPIES(longs, jlongArray, jlong, Long)
OBOR_COPIES(floats, jfloatArray, jfloat, Float)
OBOR_COPIES(doubles, jdoubleArray, jdouble, Double)

#undef OBOR_COPIES

}  // namespace obor::tensor
