#include "obor/memory.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>

#if defined(__APPLE__)
#include <malloc/malloc.h>
#elif defined(_WIN32)
#include <malloc.h>
#else
#include <malloc.h>
#endif

namespace obor {
namespace {

MemoryStripe stripes[kMemoryStripes];
std::atomic<std::size_t> next_stripe{0};
c10::Allocator* base = nullptr;

// The size is asked of the C library, so that no header is needed beside the data.
std::size_t usable_size(void* data) noexcept {
#if defined(__APPLE__)
  return malloc_size(data);
#elif defined(_WIN32)
  return _aligned_msize(data, c10::gAlignment, 0);
#else
  return malloc_usable_size(data);
#endif
}

void count(void* data, int64_t sign) noexcept {
  if (data == nullptr) return;
  thread_local const std::size_t stripe = next_stripe.fetch_add(1, std::memory_order_relaxed) % kMemoryStripes;
  stripes[stripe].bytes.fetch_add(sign * static_cast<int64_t>(usable_size(data)), std::memory_order_relaxed);
}

void counted_delete(void* data) {
  count(data, -1);
  base->raw_deleter()(data);
}

class CountingAllocator final : public c10::Allocator {
 public:
  c10::DataPtr allocate(std::size_t bytes) override {
    c10::DataPtr data = base->allocate(bytes);
    void* address = data.release_context();
    count(address, 1);
    return {address, address, &counted_delete, c10::Device(c10::DeviceType::CPU)};
  }
  c10::DeleterFnPtr raw_deleter() const override { return &counted_delete; }
  void copy_data(void* to, const void* from, std::size_t bytes) const override { default_copy_data(to, from, bytes); }
};

}  // namespace

MemoryStripe* memory_stripes() noexcept { return stripes; }

void install_counting_allocator() {
  static CountingAllocator counting;
  if (base != nullptr) return;
  c10::Allocator* current = c10::GetAllocator(c10::DeviceType::CPU);
  // Only an allocator whose context is the data itself can be counted in this way.
  if (current->raw_deleter() == nullptr) return;
  base = current;
  c10::SetAllocator(c10::DeviceType::CPU, &counting, /*priority=*/1);
}

}  // namespace obor
