#include "obor/memory.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/alignment.h>

#include <array>
#include <mutex>
#include <new>
#include <vector>

namespace obor {
namespace {

// In front of every block. It is as long as the alignment, so that the data behind it stays aligned.
struct alignas(64) Header {
  int64_t bytes;     // what the tensor asked for
  int32_t size_class;  // -1 for a block too large to be kept
  Header* next;      // in a list of kept blocks
};
static_assert(sizeof(Header) == c10::gAlignment, "the header must keep the alignment of the data");

// Blocks are kept in classes of 64 bytes up to 1 KiB, then in four steps for each doubling up to 256 KiB.
constexpr std::size_t kFineStep = 64;
constexpr std::size_t kFineLimit = 1024;
constexpr int kFineClasses = kFineLimit / kFineStep;
constexpr int kDoublings = 8;
constexpr int kClasses = kFineClasses + 4 * kDoublings;
constexpr std::size_t kKeptLimit = kFineLimit << kDoublings;

// How many bytes a thread keeps at most, all classes together.
constexpr std::size_t kKeptPerThread = std::size_t{4} << 20;

int size_class(std::size_t bytes) noexcept {
  if (bytes <= kFineLimit) return static_cast<int>((bytes + kFineStep - 1) / kFineStep) - 1;
  int doubling = 0;
  std::size_t limit = kFineLimit * 2;
  while (bytes > limit) {
    limit *= 2;
    doubling++;
  }
  const std::size_t base = limit / 2;
  const std::size_t quarter = base / 4;
  return kFineClasses + 4 * doubling + static_cast<int>((bytes - base + quarter - 1) / quarter) - 1;
}

std::size_t class_bytes(int index) noexcept {
  if (index < kFineClasses) return (index + 1) * kFineStep;
  const int coarse = index - kFineClasses;
  const std::size_t base = kFineLimit << (coarse / 4);
  return base + base / 4 * (coarse % 4 + 1);
}

MemoryStripe stripes[kMemoryStripes];
std::mutex stripes_mutex;
std::vector<MemoryStripe*> free_stripes;
std::size_t used_stripes = 0;
c10::Allocator* base_allocator = nullptr;
c10::DeleterFnPtr base_delete = nullptr;

MemoryStripe* take_stripe() {
  std::lock_guard<std::mutex> lock(stripes_mutex);
  if (!free_stripes.empty()) {
    MemoryStripe* stripe = free_stripes.back();
    free_stripes.pop_back();
    return stripe;
  }
  return used_stripes + 1 < kMemoryStripes ? &stripes[used_stripes++] : nullptr;
}

Header* allocate_block(std::size_t bytes) {
  c10::DataPtr data = base_allocator->allocate(bytes + sizeof(Header));
  return static_cast<Header*>(data.release_context());
}

// What one thread counts and keeps.
class ThreadMemory {
 public:
  ThreadMemory() : own_(take_stripe()) {}
  ~ThreadMemory() {
    ended_ = true;
    for (Header*& list : kept_) {
      while (list != nullptr) {
        Header* block = list;
        list = block->next;
        base_delete(block);
      }
    }
    if (own_ != nullptr) {
      std::lock_guard<std::mutex> lock(stripes_mutex);
      free_stripes.push_back(own_);
    }
  }

  void count(int64_t bytes) noexcept {
    if (own_ != nullptr) {
      own_->bytes.store(own_->bytes.load(std::memory_order_relaxed) + bytes, std::memory_order_relaxed);
    } else {
      stripes[kMemoryStripes - 1].bytes.fetch_add(bytes, std::memory_order_relaxed);
    }
  }

  Header* take(int index) noexcept {
    Header* block = kept_[index];
    if (block != nullptr) {
      kept_[index] = block->next;
      kept_bytes_ -= class_bytes(index);
    }
    return block;
  }

  bool keep(Header* block) noexcept {
    const std::size_t bytes = class_bytes(block->size_class);
    if (ended_ || kept_bytes_ + bytes > kKeptPerThread) return false;
    block->next = kept_[block->size_class];
    kept_[block->size_class] = block;
    kept_bytes_ += bytes;
    return true;
  }

  bool ended() const noexcept { return ended_; }

 private:
  MemoryStripe* own_;
  std::array<Header*, kClasses> kept_{};
  std::size_t kept_bytes_ = 0;
  bool ended_ = false;
};

ThreadMemory& thread_memory() {
  thread_local ThreadMemory memory;
  return memory;
}

void delete_block(void* data) {
  if (data == nullptr) return;
  Header* block = static_cast<Header*>(data) - 1;
  ThreadMemory& memory = thread_memory();
  if (memory.ended()) {
    // Other thread-local objects of an ending thread may hold tensors until after this one is gone.
    stripes[kMemoryStripes - 1].bytes.fetch_sub(block->bytes, std::memory_order_relaxed);
    base_delete(block);
    return;
  }
  memory.count(-block->bytes);
  if (block->size_class < 0 || !memory.keep(block)) base_delete(block);
}

class TensorAllocator final : public c10::Allocator {
 public:
  c10::DataPtr allocate(std::size_t bytes) override {
    const c10::Device cpu(c10::DeviceType::CPU);
    if (bytes == 0) return {nullptr, nullptr, &delete_block, cpu};
    ThreadMemory& memory = thread_memory();
    const int index = bytes <= kKeptLimit && !memory.ended() ? size_class(bytes) : -1;
    Header* block = index < 0 ? nullptr : memory.take(index);
    if (block == nullptr) block = allocate_block(index < 0 ? bytes : class_bytes(index));
    block->bytes = static_cast<int64_t>(bytes);
    block->size_class = index;
    memory.count(block->bytes);
    void* data = block + 1;
    return {data, data, &delete_block, cpu};
  }
  c10::DeleterFnPtr raw_deleter() const override { return &delete_block; }
  void copy_data(void* to, const void* from, std::size_t bytes) const override { default_copy_data(to, from, bytes); }
};

}  // namespace

MemoryStripe* memory_stripes() noexcept { return stripes; }

void install_allocator() {
  static TensorAllocator allocator;
  if (base_allocator != nullptr) return;
  c10::Allocator* current = c10::GetAllocator(c10::DeviceType::CPU);
  // Only an allocator whose context is the data itself can stand below this one.
  if (current->raw_deleter() == nullptr) return;
  base_allocator = current;
  base_delete = current->raw_deleter();
  c10::SetAllocator(c10::DeviceType::CPU, &allocator, /*priority=*/1);
}

}  // namespace obor
