#include "obor/dlpack.h"

#include <ATen/DLConvertor.h>
#include <ATen/Functions.h>
#include <ATen/core/Tensor.h>
#include <ATen/dlpack.h>
#include <c10/core/StorageImpl.h>

#include <cstdint>
#include <limits>
#include <vector>

#include "obor/arguments.h"
#include "obor/guard.h"
#include "obor/results.h"

namespace obor::dlpack {
namespace {

constexpr int32_t kMostDimensions = 64;

// What the rest relies on. Nobody can look whether the addresses are good.
void check(const DLTensor& tensor) {
  TORCH_CHECK_VALUE(tensor.device.device_type == kDLCPU, "the DLPack tensor is on a device of type ",
                    static_cast<int64_t>(tensor.device.device_type), "; only those on the CPU can be taken over");
  TORCH_CHECK_VALUE(tensor.ndim >= 0 && tensor.ndim <= kMostDimensions, "the DLPack tensor says that it has ",
                    tensor.ndim, " dimensions");
  TORCH_CHECK_VALUE(tensor.ndim == 0 || tensor.shape != nullptr, "the DLPack tensor has no shape");
}

std::vector<int64_t> sizes(const DLTensor& tensor) {
  int64_t elements = 1;
  std::vector<int64_t> sizes;
  for (int32_t i = 0; i < tensor.ndim; i++) {
    const int64_t size = tensor.shape[i];
    TORCH_CHECK_VALUE(size >= 0, "the DLPack tensor has a dimension of size ", size);
    TORCH_CHECK_VALUE(size == 0 || elements <= std::numeric_limits<int64_t>::max() / 16 / size,
                      "the DLPack tensor has more elements than memory can hold");
    elements *= size == 0 ? 1 : size;
    sizes.push_back(size);
  }
  return sizes;
}

std::vector<int64_t> strides(const DLTensor& tensor, const std::vector<int64_t>& sizes) {
  std::vector<int64_t> strides(sizes.size());
  int64_t next = 1;
  for (std::size_t i = sizes.size(); i-- > 0;) {
    strides[i] = tensor.strides != nullptr ? tensor.strides[i] : next;
    TORCH_CHECK_VALUE(strides[i] >= 0 || sizes[i] <= 1, "the DLPack tensor has the negative stride ", strides[i],
                      ", which LibTorch does not support; copy it first");
    strides[i] = sizes[i] <= 1 ? next : strides[i];
    next *= sizes[i] == 0 ? 1 : sizes[i];
  }
  return strides;
}

template <class Managed>
at::Tensor take(Managed* managed) {
  const DLTensor& shared = managed->dl_tensor;
  check(shared);
  const at::ScalarType type = at::toScalarType(shared.dtype);
  const std::vector<int64_t> shape = sizes(shared);
  const std::vector<int64_t> steps = strides(shared, shape);
  char* data = shared.data == nullptr ? nullptr : static_cast<char*>(shared.data) + shared.byte_offset;
  bool empty = false;
  for (const int64_t size : shape) empty |= size == 0;
  TORCH_CHECK_VALUE(empty || data != nullptr, "the DLPack tensor has no memory");
  const auto size = static_cast<int64_t>(c10::elementSize(type));
  const int64_t alignment = c10::isComplexType(type) ? size / 2 : size;
  TORCH_CHECK_VALUE(reinterpret_cast<std::uintptr_t>(data) % static_cast<std::uintptr_t>(alignment) == 0,
                    "the memory of the DLPack tensor does not begin at a multiple of ", alignment, " bytes, as ", type,
                    " needs it");
  const auto options = at::device(at::kCPU).dtype(type);
  const auto release = [managed](void*) {
    if (managed->deleter != nullptr) managed->deleter(managed);
  };
  if (!empty) return at::from_blob(data, shape, steps, release, options);
  at::Tensor nothing = at::empty(shape, options);
  release(nullptr);
  return nothing;
}

template <class Managed>
void release(Managed* managed) {
  if (managed->deleter != nullptr) managed->deleter(managed);
}

}  // namespace

jlong give_managed(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    TORCH_CHECK(tensor.layout() == at::kStrided && tensor.has_storage(),
                "Can't export tensors with layout other than torch.strided");
    // Whoever has the address could not see that the memory moves.
    tensor.storage().unsafeGetStorageImpl()->set_resizable(false);
    return reinterpret_cast<jlong>(at::toDLPack(tensor.detach()));
  });
}

jlong take_managed(JNIEnv* env, jclass, jlong address, jboolean versioned) {
  return guarded(env, [&] {
    if (versioned == JNI_FALSE) return give(take(reinterpret_cast<DLManagedTensor*>(address)));
    auto* managed = reinterpret_cast<DLManagedTensorVersioned*>(address);
    TORCH_CHECK_VALUE(managed->version.major == DLPACK_MAJOR_VERSION, "the tensor is of version ",
                      managed->version.major, " of DLPack; known is ", DLPACK_MAJOR_VERSION);
    TORCH_CHECK_VALUE((managed->flags & DLPACK_FLAG_BITMASK_READ_ONLY) == 0,
                      "the DLPack tensor is not writable, and PyTorch does not support non-writable tensors; copy it "
                      "first");
    return give(take(managed));
  });
}

void release_managed(JNIEnv* env, jclass, jlong address, jboolean versioned) {
  guarded(env, [&] {
    if (versioned == JNI_FALSE) {
      release(reinterpret_cast<DLManagedTensor*>(address));
    } else {
      release(reinterpret_cast<DLManagedTensorVersioned*>(address));
    }
  });
}

}  // namespace obor::dlpack
