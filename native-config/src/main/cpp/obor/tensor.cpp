#include "obor/tensor.h"

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "obor/arguments.h"
#include "obor/guard.h"
#include "obor/results.h"

namespace obor::tensor {
namespace {

// The handle may still carry its mark.
void release_one(jlong handle) {
  handle &= ~kLightMark;
  if (handle == 0) return;
  c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(reinterpret_cast<c10::TensorImpl*>(handle));
}

// With what the C library keeps in front of and behind an object.
void fetch(const void* object, std::size_t bytes) {
  const auto begin = reinterpret_cast<std::uintptr_t>(object) - 16;
  for (std::uintptr_t at = begin & ~std::uintptr_t{63}; at < begin + bytes + 32; at += 64) {
    __builtin_prefetch(reinterpret_cast<const void*>(at), 1);
  }
}

void fetch_tensor(jlong handle) {
  fetch(reinterpret_cast<const void*>(handle & ~kLightMark), sizeof(c10::TensorImpl));
}

void fetch_parts(jlong handle) {
  handle &= ~kLightMark;
  if (handle == 0) return;
  const auto& tensor = *reinterpret_cast<const c10::TensorImpl*>(handle);
  // The version counter is one pointer to a small object.
  static_assert(sizeof(tensor.version_counter()) == sizeof(void*));
  void* counter;
  std::memcpy(&counter, &tensor.version_counter(), sizeof counter);
  fetch(counter, 1);
  if (tensor.has_storage()) fetch(tensor.unsafe_storage().unsafeGetStorageImpl(), sizeof(c10::StorageImpl));
}

// What died a while ago is not in the caches any more; asked for ahead of time, the memory of several tensors arrives
// side by side.
void release_many(const jlong* handles, jint count) {
  constexpr jint kAhead = 16;
  for (jint i = 0; i < count + kAhead; i++) {
    if (i < count) fetch_tensor(handles[i]);
    if (i >= kAhead / 2 && i < count + kAhead / 2) fetch_parts(handles[i - kAhead / 2]);
    if (i >= kAhead) release_one(handles[i - kAhead]);
  }
}

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
