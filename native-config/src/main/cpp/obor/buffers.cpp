#include "obor/buffers.h"

#include <ATen/Functions.h>
#include <ATen/core/Tensor.h>
#include <c10/core/StorageImpl.h>

#include <cstdint>
#include <limits>
#include <memory>

#include "obor/arguments.h"
#include "obor/errors.h"
#include "obor/guard.h"
#include "obor/results.h"

namespace obor::buffers {
namespace {

// LibTorch lets a tensor go on any thread, and where an exception would end the process.
void release_reference(jobject reference) noexcept {
  try {
    attached_environment()->DeleteGlobalRef(reference);
  } catch (...) {
    // The virtual machine is gone, and the buffer with it.
  }
}

}  // namespace

jlong from_buffer(JNIEnv* env, jclass, jobject buffer, jlong byte_offset, jlong byte_count, jint dtype,
                  jlongArray sizes) {
  return guarded(env, [&] {
    auto* base = static_cast<char*>(env->GetDirectBufferAddress(buffer));
    TORCH_CHECK_VALUE(base != nullptr, "the buffer is not direct");
    char* data = base + byte_offset;
    const at::ScalarType type = obor::dtype(dtype);
    const auto size = static_cast<int64_t>(c10::elementSize(type));
    const int64_t alignment = c10::isComplexType(type) ? size / 2 : size;
    TORCH_CHECK_VALUE(reinterpret_cast<std::uintptr_t>(data) % static_cast<std::uintptr_t>(alignment) == 0,
                      "the memory of the buffer does not begin at a multiple of ", alignment, " bytes, as ", type,
                      " needs it; begin at another position");
    const Integers shape(env, sizes);
    int64_t elements = byte_count / size;
    for (const int64_t length : shape.plain()) {
      TORCH_CHECK_VALUE(length > 0 && elements % length == 0, "the shape does not fit the buffer");
      elements /= length;
    }
    TORCH_CHECK_VALUE(elements == 1 && byte_count % size == 0, "the shape does not fit the buffer");
    jobject reference = env->NewGlobalRef(buffer);
    if (reference == nullptr) throw PendingJavaException();
    const std::shared_ptr<_jobject> kept(reference, release_reference);
    return give(at::from_blob(data, shape.plain(), [kept](void*) {}, at::device(at::kCPU).dtype(type)));
  });
}

jlong hold(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    tensor.storage().unsafeGetStorageImpl()->set_resizable(false);
    return give(tensor.detach());
  });
}

jobject as_buffer(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    TORCH_CHECK(tensor.device().is_cpu() && tensor.is_contiguous() && tensor.has_storage(),
                "only the memory of a contiguous tensor on the CPU can be a buffer");
    const auto bytes = static_cast<jlong>(tensor.nbytes());
    TORCH_CHECK_VALUE(bytes <= std::numeric_limits<jint>::max(), "a buffer holds at most ",
                      std::numeric_limits<jint>::max(), " bytes");
    jobject buffer = env->NewDirectByteBuffer(tensor.mutable_data_ptr(), bytes);
    if (buffer == nullptr) throw PendingJavaException();
    return buffer;
  });
}

}  // namespace obor::buffers
