// Counts the bytes that LibTorch's CPU allocator holds.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace obor {

// One cache line for each stripe, so that threads do not wait for each other's counts. Java sums the stripes.
struct alignas(64) MemoryStripe {
  std::atomic<int64_t> bytes{0};
};

constexpr std::size_t kMemoryStripes = 16;

MemoryStripe* memory_stripes() noexcept;

// Puts a counting allocator before LibTorch's own one for the CPU.
void install_counting_allocator();

}  // namespace obor
