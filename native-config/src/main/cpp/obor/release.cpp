#include "obor/release.h"

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "obor/results.h"

namespace obor {
namespace {

// How far ahead of a release its memory is asked for: first the tensor, then what it points at, then its data.
constexpr jint kTensorAhead = 16;
constexpr jint kPartsAhead = 10;
constexpr jint kDataAhead = 4;

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

// What the allocator keeps in front of the data.
void fetch_data(jlong handle) {
  handle &= ~kLightMark;
  if (handle == 0) return;
  const auto& tensor = *reinterpret_cast<const c10::TensorImpl*>(handle);
  if (!tensor.has_storage()) return;
  const auto* data = static_cast<const char*>(tensor.unsafe_storage().unsafeGetStorageImpl()->data_ptr().get());
  __builtin_prefetch(data - 64, 1);
}

}  // namespace

void release_one(jlong handle) {
  handle &= ~kLightMark;
  if (handle == 0) return;
  c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(reinterpret_cast<c10::TensorImpl*>(handle));
}

void release_many(const jlong* handles, jint count) {
  for (jint i = -kTensorAhead; i < count; i++) {
    if (i + kTensorAhead < count) fetch_tensor(handles[i + kTensorAhead]);
    if (i + kPartsAhead >= 0 && i + kPartsAhead < count) fetch_parts(handles[i + kPartsAhead]);
    if (i + kDataAhead >= 0 && i + kDataAhead < count) fetch_data(handles[i + kDataAhead]);
    if (i >= 0) release_one(handles[i]);
  }
}

void PostponedReleases::take(const jlong* handles, jint count) {
  release_all();
  std::copy_n(handles, std::min(count, kRoom), handles_.begin());
  next_ = 0;
  count_ = std::min(count, kRoom);
  for (jint i = 0; i < std::min(count_, kTensorAhead); i++) fetch_tensor(handles_[i]);
  for (jint i = 0; i < std::min(count_, kPartsAhead); i++) fetch_parts(handles_[i]);
  for (jint i = 0; i < std::min(count_, kDataAhead); i++) fetch_data(handles_[i]);
}

void PostponedReleases::release_next() {
  if (next_ == count_) return;
  const jint at = next_++;
  if (at + kTensorAhead < count_) fetch_tensor(handles_[at + kTensorAhead]);
  if (at + kPartsAhead < count_) fetch_parts(handles_[at + kPartsAhead]);
  if (at + kDataAhead < count_) fetch_data(handles_[at + kDataAhead]);
  release_one(handles_[at]);
}

void PostponedReleases::release_all() {
  while (next_ < count_) release_next();
}

}  // namespace obor
