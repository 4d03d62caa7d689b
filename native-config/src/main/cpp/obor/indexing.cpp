#include "obor/indexing.h"

#include <ATen/TensorIndexing.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <c10/core/ScalarType.h>

#include <cstdint>
#include <vector>

#include "obor/arguments.h"
#include "obor/guard.h"
#include "obor/results.h"

namespace obor::indexing {
namespace {

using at::indexing::Slice;
using at::indexing::TensorIndex;

enum Kind : int64_t { kNoIndex = 0, kEllipsis = 1, kWhole = 2, kTruth = 3, kSlice = 4, kTensor = 5 };

// Takes words from the front; they come from Java, so none is taken for there.
class Words {
 public:
  explicit Words(at::IntArrayRef words) : words_(words) {}
  bool empty() const { return at_ == words_.size(); }
  int64_t next() {
    TORCH_CHECK(at_ < words_.size(), "the indices end in the middle of one");
    return words_[at_++];
  }

 private:
  at::IntArrayRef words_;
  std::size_t at_ = 0;
};

TensorIndex next_index(Words& words) {
  switch (words.next()) {
    case kNoIndex: return at::indexing::None;
    case kEllipsis: return at::indexing::Ellipsis;
    case kWhole: return c10::SymInt(words.next());
    case kTruth: return words.next() != 0;
    case kSlice: {
      const int64_t start = words.next();
      const int64_t stop = words.next();
      return Slice(c10::SymInt(start), c10::SymInt(stop), c10::SymInt(words.next()));
    }
    case kTensor: {
      const jlong handle = words.next();
      return at::Tensor(borrow(handle));
    }
    default: TORCH_CHECK(false, "an index of an unknown kind");
  }
}

std::vector<TensorIndex> read(JNIEnv* env, jlongArray indices) {
  const Integers integers(env, indices);
  Words words(integers.plain());
  std::vector<TensorIndex> out;
  while (!words.empty()) out.push_back(next_index(words));
  return out;
}

// ATen looks at the first size of the tensor even where it has none.
void refuse_scalar(const at::Tensor& self, at::ArrayRef<TensorIndex> indices) {
  if (indices.size() != 1 || !indices[0].is_integer() || self.is_nested() || self.dim() > 0) return;
  const c10::SymInt index = indices[0].integer();
  TORCH_CHECK_INDEX(index == 0, "index ", index, " is out of bounds for dimension 0 with size 0");
}

at::Tensor select_one(const at::Tensor& self, int64_t index, int64_t position) {
  std::optional<c10::SymIntArrayRef> sizes;
  if (!self.is_nested()) sizes = self.sym_sizes();
  return at::indexing::impl::applySelect(self, 0, c10::SymInt(index), position, self.device(), sizes);
}

void write(const at::Tensor& self, at::ArrayRef<TensorIndex> indices, const at::Tensor& value) {
  at::indexing::set_item(self, indices, value);
}

void refuse_sparse(const at::Tensor& self) {
  TORCH_CHECK_TYPE(self.layout() == at::kStrided || self.layout() == at::kMkldnn || self.layout() == at::kJagged,
                   "Cannot assign to a sparse tensor");
}

}  // namespace

jlong select(JNIEnv* env, jclass, jlong self, jlong index) {
  return guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    refuse_scalar(tensor, {TensorIndex(c10::SymInt(index))});
    return give(select_one(tensor, index, 0));
  });
}

jlong select_two(JNIEnv* env, jclass, jlong self, jlong row, jlong column) {
  return guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    if (!tensor.is_nested()) {
      TORCH_CHECK_INDEX(tensor.dim() >= 2, "too many indices for tensor of dimension ", tensor.dim());
    }
    return give(select_one(select_one(tensor, row, 0), column, 1));
  });
}

jlong slice(JNIEnv* env, jclass, jlong self, jlong start, jlong stop, jlong step) {
  return guarded(env, [&] {
    const TensorIndex index = Slice(c10::SymInt(start), c10::SymInt(stop), c10::SymInt(step));
    return give(at::indexing::get_item(borrow(self), index));
  });
}

jlong get(JNIEnv* env, jclass, jlong self, jlongArray indices) {
  return guarded(env, [&] {
    const auto parsed = read(env, indices);
    refuse_scalar(borrow(self), parsed);
    return give(at::indexing::get_item(borrow(self), parsed));
  });
}

void set(JNIEnv* env, jclass, jlong self, jlongArray indices, jlong value) {
  guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    refuse_sparse(tensor);
    const auto parsed = read(env, indices);
    refuse_scalar(tensor, parsed);
    write(tensor, parsed, borrow(value));
  });
}

void set_number(JNIEnv* env, jclass, jlong self, jlongArray indices, jint kind, jlong first, jlong second) {
  guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    refuse_sparse(tensor);
    at::Tensor value;
    {
      // The tensor that holds the number is nobody's leaf, and needs no gradient of its own.
      const at::AutoDispatchBelowADInplaceOrView below;
      // Python assigns truth values as whole numbers.
      at::Scalar number = obor::scalar(kind, first, second);
      if (number.isBoolean()) number = at::Scalar(static_cast<int64_t>(number.toBool()));
      // Numbers for an accelerator stay on the CPU until they are copied; those for quantized tensors are real.
      const bool on_host = tensor.is_cuda() || at::isQIntType(tensor.scalar_type());
      const auto type = at::isQIntType(tensor.scalar_type()) ? at::kFloat : tensor.scalar_type();
      const at::Device device = on_host ? at::Device(at::kCPU) : tensor.device();
      value = at::indexing::scalarToTensor(number, at::device(device).dtype(type), device);
    }
    const auto parsed = read(env, indices);
    refuse_scalar(tensor, parsed);
    write(tensor, parsed, value);
  });
}

}  // namespace obor::indexing
