#include "obor/memory.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/alignment.h>

#include <array>
#include <limits>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "obor/release.h"

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
constexpr std::size_t kLargest = std::numeric_limits<std::size_t>::max() / 2;

// How many bytes a thread keeps at most of the blocks above kFineLimit, all classes together.
constexpr std::size_t kKeptPerThread = std::size_t{4} << 20;

// Blocks up to kFineLimit are cut from slabs and never go back to the base allocator. They wait in stacks; full stacks
// move between threads, because the thread that frees a block often is not the one that needs the next.
constexpr std::size_t kSlabBytes = 64 << 10;
constexpr int kStackBlocks = 256;

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
  // A size that LibTorch has counted round to a negative one stays so: the allocator below refuses it.
  c10::DataPtr data = base_allocator->allocate(bytes > kLargest ? bytes : bytes + sizeof(Header));
  return static_cast<Header*>(data.release_context());
}

struct Stack {
  Header* top = nullptr;
  int blocks = 0;

  void push(Header* block) noexcept {
    block->next = top;
    top = block;
    blocks++;
  }
  Header* pop() noexcept {
    Header* block = top;
    top = block->next;
    blocks--;
    return block;
  }
};

// The stacks of one class that no thread has.
class SharedStacks {
 public:
  void give(const Stack& stack) noexcept {
    if (stack.blocks == 0) return;
    std::lock_guard<std::mutex> lock(mutex_);
    // The first block of a stack links to the next stack through its otherwise unused count of bytes.
    stack.top->bytes = reinterpret_cast<int64_t>(first_);
    stack.top->size_class = stack.blocks;
    first_ = stack.top;
  }
  Stack take() noexcept {
    std::lock_guard<std::mutex> lock(mutex_);
    Stack stack;
    if (first_ == nullptr) return stack;
    stack.top = first_;
    stack.blocks = first_->size_class;
    first_ = reinterpret_cast<Header*>(first_->bytes);
    return stack;
  }

 private:
  std::mutex mutex_;
  Header* first_ = nullptr;
};

// Never destroyed: tensors may be freed after everything else.
std::array<SharedStacks, kFineClasses>& shared_stacks() {
  static auto* stacks = new std::array<SharedStacks, kFineClasses>();
  return *stacks;
}

// What one thread counts and keeps.
class ThreadMemory {
 public:
  ThreadMemory() : own_(take_stripe()) {}
  ~ThreadMemory() {
    dead_.release_all();
    ended_ = true;
    for (int i = 0; i < kFineClasses; i++) {
      shared_stacks()[i].give(small_[i].open);
      shared_stacks()[i].give(small_[i].full);
    }
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

  Header* take_small(int index) {
    Small& small = small_[index];
    if (small.open.blocks == 0) {
      std::swap(small.open, small.full);
      if (small.open.blocks == 0) small.open = shared_stacks()[index].take();
      if (small.open.blocks == 0) return cut(class_bytes(index) + sizeof(Header));
    }
    return small.open.pop();
  }

  void keep_small(Header* block) noexcept {
    Small& small = small_[block->size_class];
    if (small.open.blocks == kStackBlocks) {
      shared_stacks()[block->size_class].give(small.full);
      small.full = small.open;
      small.open = Stack();
    }
    small.open.push(block);
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

  PostponedReleases& dead() noexcept { return dead_; }

 private:
  struct Small {
    Stack open;
    Stack full;
  };

  Header* cut(std::size_t bytes) {
    if (slab_left_ < bytes) {
      slab_ = reinterpret_cast<char*>(allocate_block(kSlabBytes - sizeof(Header)));
      slab_left_ = kSlabBytes;
    }
    Header* block = reinterpret_cast<Header*>(slab_);
    slab_ += bytes;
    slab_left_ -= bytes;
    return block;
  }

  MemoryStripe* own_;
  PostponedReleases dead_;
  std::array<Small, kFineClasses> small_{};
  char* slab_ = nullptr;
  std::size_t slab_left_ = 0;
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
  const bool small = block->size_class >= 0 && block->size_class < kFineClasses;
  if (memory.ended()) {
    // Other thread-local objects of an ending thread may hold tensors until after this one is gone.
    stripes[kMemoryStripes - 1].bytes.fetch_sub(block->bytes, std::memory_order_relaxed);
    if (small) {
      Stack stack;
      const int index = block->size_class;
      stack.push(block);
      shared_stacks()[index].give(stack);
    } else {
      base_delete(block);
    }
    return;
  }
  memory.count(-block->bytes);
  if (small) {
    memory.keep_small(block);
  } else if (block->size_class < 0 || !memory.keep(block)) base_delete(block);
}

class TensorAllocator final : public c10::Allocator {
 public:
  c10::DataPtr allocate(std::size_t bytes) override {
    const c10::Device cpu(c10::DeviceType::CPU);
    if (bytes == 0) return {nullptr, nullptr, &delete_block, cpu};
    ThreadMemory& memory = thread_memory();
    memory.dead().release_next();
    const int index = bytes <= kKeptLimit && !memory.ended() ? size_class(bytes) : -1;
    const bool small = index >= 0 && index < kFineClasses;
    Header* block = small ? memory.take_small(index) : index < 0 ? nullptr : memory.take(index);
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

void release_before_allocations(const jlong* handles, jint count) {
  ThreadMemory& memory = thread_memory();
  if (memory.ended()) {
    release_many(handles, count);
  } else {
    memory.dead().take(handles, count);
  }
}

void release_postponed() { thread_memory().dead().release_all(); }

void tune_small_objects() {
#ifdef __GLIBC__
  // Freed chunks up to M_MXFAST wait unmerged. A garbage collection that frees a million tensors at once leaves three
  // such lists interleaved, and every later allocation then searches them: measured at 1,500 to 2,500 ns for each
  // operator call instead of 600. Tensors, their storages and the like are larger than this limit.
  mallopt(M_MXFAST, 64);
#endif
}

}  // namespace obor
