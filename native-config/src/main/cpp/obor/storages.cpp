#include "obor/storages.h"

#include <ATen/Functions.h>
#include <ATen/core/Tensor.h>
#include <c10/core/StorageImpl.h>

#include <cstdint>

#include "obor/arguments.h"
#include "obor/guard.h"
#include "obor/results.h"

namespace obor::storages {

jlong identity(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    return tensor.has_storage() ? reinterpret_cast<jlong>(tensor.storage().unsafeGetStorageImpl()) : jlong{0};
  });
}

jlong bytes(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    const auto count = static_cast<int64_t>(tensor.storage().nbytes());
    at::Tensor whole = at::empty({0}, at::device(tensor.device()).dtype(at::kByte));
    return give(whole.set_(tensor.storage(), 0, {count}, {1}));
  });
}

jlong slice(JNIEnv* env, jclass, jlong self, jlong from, jlong count) {
  return guarded(env, [&] {
    const at::Tensor& whole = borrow(self);
    TORCH_CHECK(whole.scalar_type() == at::kByte && whole.device().is_cpu() && whole.is_contiguous(),
                "only bytes on the CPU, one behind the other, can be sliced");
    TORCH_CHECK_INDEX(from >= 0 && count > 0 && from <= whole.numel() - count, "bytes ", from, " to ", from + count,
                      " lie outside of a memory of ", whole.numel());
    auto* data = static_cast<char*>(whole.mutable_data_ptr()) + from;
    return give(at::from_blob(
        data, {count}, [kept = whole.storage()](void*) {}, at::device(at::kCPU).dtype(at::kByte)));
  });
}

}  // namespace obor::storages
