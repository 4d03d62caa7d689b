// The CPU allocator: it counts the bytes that tensors hold and keeps freed small blocks for the next tensor.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "obor/jni.h"

namespace obor {

// The bytes that one thread has allocated less those it has freed. One cache line each, so that threads do not wait for
// each other. A stripe belongs to one thread at a time, but for the last one, which all further threads share.
struct alignas(64) MemoryStripe {
  std::atomic<int64_t> bytes{0};
};

constexpr std::size_t kMemoryStripes = 256;

// Java sums the stripes.
MemoryStripe* memory_stripes() noexcept;

// Puts the allocator before LibTorch's own one for the CPU.
void install_allocator();

// Gives the calling thread handles of dead tensors, PostponedReleases::kRoom at most. It releases one of them whenever it
// is about to allocate memory for a tensor, which then finds what the dead one left: still in the caches, and in the
// first list that the C library looks into. A million tensors released at once would be merged, and cut again.
void release_before_allocations(const jlong* handles, jint count);

// Releases what the calling thread still has of them.
void release_postponed();

// Keeps LibTorch's own small objects out of the C library's lists that are merged only now and then.
void tune_small_objects();

}  // namespace obor
