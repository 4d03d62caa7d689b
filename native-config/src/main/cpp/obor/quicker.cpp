#include "obor/quicker.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/record_function.h>
#include <c10/util/SmallVector.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace obor::quicker {
namespace {

constexpr std::size_t line = 64;
constexpr std::size_t least_row = 4 * line;
constexpr std::size_t most_fetched = 64 * line;

// A row that the cache does not have yet; rows of a few kilobytes are on their way before a copy comes to them if they
// are asked for two rows ahead.
constexpr int64_t rows_ahead = 2;

void fetch([[maybe_unused]] const char* at) {
#if defined(__GNUC__)
  __builtin_prefetch(at);
#endif
}

bool is_index(const at::Tensor& index, int64_t rows) {
  if (!is_plain(index) || index.scalar_type() != at::kLong || index.dim() != 1 || !index.is_contiguous()) return false;
  const auto* places = index.const_data_ptr<int64_t>();
  return std::all_of(places, places + index.numel(), [&](int64_t place) { return place >= 0 && place < rows; });
}

// Whether each row is one piece of memory, and long. LibTorch shares the work among threads where there are some, and a
// profiler sees its operators only.
bool has_rows(const at::Tensor& self, int64_t dim) {
  return is_plain(self) && dim == 0 && self.dim() > 1 && self.numel() > 0 && self.is_contiguous() && !self.has_names() &&
         static_cast<std::size_t>(self.numel() / self.size(0)) * self.element_size() >= least_row &&
         at::get_num_threads() == 1 && !at::hasCallbacks();
}

}  // namespace

at::Tensor index_select(const at::Tensor& self, int64_t dim, const at::Tensor& index) {
  if (!has_rows(self, dim) || !is_index(index, self.size(0))) return at::_ops::index_select::call(self, dim, index);
  const int64_t count = index.numel();
  const std::size_t row = static_cast<std::size_t>(self.numel() / self.size(0)) * self.element_size();
  c10::SmallVector<int64_t, 5> sizes(self.sizes().begin(), self.sizes().end());
  sizes[0] = count;
  at::Tensor result = at::empty(sizes, self.options());
  const auto* rows = static_cast<const char*>(self.const_data_ptr());
  auto* to = static_cast<char*>(result.mutable_data_ptr());
  const auto* places = index.const_data_ptr<int64_t>();
  for (int64_t i = 0; i < count; i++, to += row) {
    const char* from = rows + static_cast<std::size_t>(places[i]) * row;
    const char* later = rows + static_cast<std::size_t>(places[std::min(i + rows_ahead, count - 1)]) * row;
    const std::size_t fetched = std::min(row, most_fetched) / line * line;
    for (std::size_t at = 0; at < fetched; at += line) {
      fetch(later + at);
      std::memcpy(to + at, from + at, line);
    }
    std::memcpy(to + fetched, from + fetched, row - fetched);
  }
  return result;
}

}  // namespace obor::quicker
