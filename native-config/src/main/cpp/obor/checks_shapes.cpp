#include <ATen/Functions.h>
#include <ATen/WrapDimUtils.h>
#include <c10/util/Exception.h>
#include <c10/util/safe_numerics.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "obor/checks.h"

namespace obor::checks {
namespace {

int64_t product(at::IntArrayRef sizes) {
  return std::accumulate(sizes.begin(), sizes.end(), int64_t{1}, std::multiplies<int64_t>());
}

bool is_index(const Tensor& tensor) { return tensor.scalar_type() == at::kInt || tensor.scalar_type() == at::kLong; }

// Whatever needs no more than `least` bytes LibTorch checks itself.
void fits_storage_at(const Tensor& self, at::IntArrayRef size, at::IntArrayRef stride, int64_t offset,
                     uint64_t least) {
  if (self.layout() != at::kStrided || self.is_nested() || !self.has_storage()) return;
  TORCH_CHECK(size.size() == stride.size(), "mismatch in length of strides and shape");
  uint64_t bytes = 0;
  bool overflows = false;
  const auto add = [&](uint64_t count, uint64_t times) {
    uint64_t product = 0;
    overflows |= c10::mul_overflows(count, times, &product) || c10::add_overflows(bytes, product, &bytes);
  };
  const auto itemsize = static_cast<uint64_t>(self.element_size());
  add(static_cast<uint64_t>(std::max<int64_t>(offset, 0)), itemsize);
  for (std::size_t i = 0; i < size.size(); i++) {
    if (size[i] < 0 || stride[i] < 0) return;  // LibTorch says so itself
    if (size[i] == 0) return;                  // no element is read
    uint64_t span = 0;
    overflows |= c10::mul_overflows(static_cast<uint64_t>(size[i] - 1), static_cast<uint64_t>(stride[i]), &span);
    add(span, itemsize);
  }
  add(1, itemsize);
  TORCH_CHECK(!overflows && bytes <= std::max<uint64_t>(self.storage().nbytes(), least), "setStorage: sizes ", size,
              ", strides ", stride, ", storage offset ", offset, ", and itemsize ", self.element_size(),
              " are out of bounds for storage of size ", self.storage().nbytes());
}

}  // namespace

void fits_storage(const Tensor& self, Wholes size, Wholes stride, std::optional<c10::SymInt> offset) {
  if (!self.has_storage()) return;
  fits_storage_at(self, size, stride, offset ? offset->expect_int() : self.storage_offset(),
                  std::numeric_limits<int64_t>::max());
}

void fits_storage(const Tensor& self, Wholes size, Wholes stride) {
  dense_one(self);
  for (int64_t number : size) TORCH_CHECK(number >= 0, "sizes must not be negative: ", size);
  for (int64_t number : stride) TORCH_CHECK(number >= 0, "strides must not be negative: ", stride);
  fits_storage_at(self, size, stride, self.storage_offset(), 0);
}

void half_spectrum(const Tensor& self, Wholes dim, Whole size) {
  if (dim.empty() || dim.back() < 0 || dim.back() >= self.dim()) return;
  TORCH_CHECK(size / 2 + 1 <= self.size(dim.back()), "expected at least ", size / 2 + 1, " frequencies for ", size.value,
              " numbers, got ", self.size(dim.back()));
}

void nested_sums(const Tensor& grad, const Tensor& self) {
  TORCH_CHECK_TYPE(grad.is_nested() && self.is_nested(), "expected nested tensors");
  const Tensor sums = grad._nested_tensor_size();
  const Tensor sizes = self._nested_tensor_size();
  const int64_t last = sizes.dim() == 2 ? sizes.size(1) - 1 : -1;
  TORCH_CHECK(sums.sizes() == sizes.sizes() && last >= 0 &&
                  at::equal(sums.narrow(1, 0, last), sizes.narrow(1, 0, last)) &&
                  at::all(sums.select(1, last).eq(1)).item().toBool(),
              "expected a gradient for the sums over the last dimension");
}

void nested_place(const Tensor& self, int64_t dim) {
  TORCH_CHECK_INDEX(!self.is_nested() || dim >= 0, "expected a dimension of a nested tensor that is not negative, got ",
                    dim);
}

void view_dtype(const Tensor& self, at::ScalarType dtype) {
  TORCH_CHECK_TYPE(self.scalar_type() == dtype || (!self.is_quantized() && !at::isQIntType(dtype)), "cannot view a tensor of ", self.scalar_type(),
                   " as one of ", dtype);
}

void least_dims(const Tensor& tensor, int64_t count) {
  TORCH_CHECK(tensor.dim() >= count, "Expected at least ", count, " dimensions for input tensor but received ", tensor.dim());
}

void repeated(const Tensor& repeats) {
  if (!repeats.is_cpu() || repeats.dim() != 1 || !is_index(repeats)) return;
  dense_one(repeats);
  const Tensor whole = repeats.to(at::kLong).contiguous();
  const auto* counts = whole.const_data_ptr<int64_t>();
  uint64_t sum = 0;
  for (int64_t i = 0; i < whole.numel(); i++) {
    TORCH_CHECK(counts[i] >= 0, "repeats can not be negative");
    TORCH_CHECK(!c10::add_overflows(sum, static_cast<uint64_t>(counts[i]), &sum) &&
                    sum <= static_cast<uint64_t>(std::numeric_limits<int64_t>::max()),
                "the repeats are too many to be counted");
  }
}

void packed(const Tensor& data, const Tensor& batch_sizes) {
  TORCH_CHECK(batch_sizes.is_cpu() && batch_sizes.dim() == 1 && batch_sizes.scalar_type() == at::kLong,
              "expected batch_sizes to be a list of int64 on the CPU");
  dense_one(batch_sizes);
  const Tensor whole = batch_sizes.contiguous();
  const auto* sizes = whole.const_data_ptr<int64_t>();
  int64_t left = data.dim() == 0 ? 0 : data.size(0);
  for (int64_t i = 0; i < whole.numel(); i++) {
    TORCH_CHECK(sizes[i] > 0 && sizes[i] <= left && (i == 0 || sizes[i] <= sizes[i - 1]),
                "expected batch_sizes that are positive, do not rise and add up to the rows of the data");
    left -= sizes[i];
  }
}

void pivots(const Tensor& matrix, const Tensor& pivots, bool unpack) {
  if (!unpack || matrix.dim() < 2 || pivots.scalar_type() != at::kInt) return;
  dense(matrix, pivots);
  const int64_t count = std::min(matrix.size(-2), matrix.size(-1));
  TORCH_CHECK(pivots.dim() == matrix.dim() - 1 && pivots.size(-1) == count &&
                  pivots.sizes().slice(0, pivots.dim() - 1) == matrix.sizes().slice(0, matrix.dim() - 2),
              "pivots of shape ", pivots.sizes(), " do not fit a matrix of shape ", matrix.sizes());
  if (pivots.numel() == 0) return;
  TORCH_CHECK_INDEX(at::min(pivots).item().toLong() >= 1 && at::max(pivots).item().toLong() <= matrix.size(-2),
                    "pivots must lie between 1 and the number of rows, ", matrix.size(-2));
}

void within(const Tensor& indices, int64_t size) {
  dense_one(indices);
  TORCH_CHECK(indices.dim() == 1 && is_index(indices) && size >= 0,
              "expected a list of indices and a size that is not negative");
  TORCH_CHECK_INDEX(indices.numel() == 0 || (at::min(indices).item().toLong() >= 0 &&
                                             at::max(indices).item().toLong() < size),
                    "indices must lie between 0 and the size, ", size);
}

void rows(const Tensor& indices, Whole count) {
  dense_one(indices);
  if (!is_index(indices) || indices.numel() == 0) return;
  TORCH_CHECK_INDEX(at::min(indices).item().toLong() >= 0 && at::max(indices).item().toLong() < count,
                    "index out of range in self: indices must lie between 0 and ", count.value);
}

void rows_fit(const Tensor& matrix, const Tensor& vector) {
  if (matrix.layout() == at::kStrided || matrix.dim() != 2 || vector.dim() != 1) return;
  TORCH_CHECK(matrix.size(1) == vector.size(0), "size mismatch, got input (", matrix.size(0), "), mat (",
              matrix.size(0), "x", matrix.size(1), "), vec (", vector.size(0), ")");
}

void chunks(TensorList tensors, Whole, int64_t) {
  for (const Tensor& tensor : tensors) {
    TORCH_CHECK(tensor.dim() > 0, "zero-dimensional tensor cannot be cut into chunks");
  }
}

void compressed(const Tensor& crow_indices, const Tensor& col_indices) {
  alike(crow_indices, col_indices);
  TORCH_CHECK(is_index(crow_indices) && crow_indices.dim() == col_indices.dim() && crow_indices.dim() > 0 &&
                  crow_indices.sizes().slice(0, crow_indices.dim() - 1) ==
                      col_indices.sizes().slice(0, col_indices.dim() - 1) &&
                  crow_indices.size(-1) > 0,
              "crow_indices and col_indices do not fit each other: ", crow_indices.sizes(), " and ",
              col_indices.sizes());
  if (crow_indices.numel() == 0) return;
  const bool rises = at::diff(crow_indices).ge(0).all().item().toBool();
  TORCH_CHECK(rises && crow_indices.select(-1, 0).eq(0).all().item().toBool() &&
                  crow_indices.select(-1, -1).eq(col_indices.size(-1)).all().item().toBool(),
              "crow_indices must rise from 0 to the number of col_indices, ", col_indices.size(-1));
}

void batch_dims(const Tensor& self, int64_t count) {
  TORCH_CHECK_INDEX(count >= 0 && count <= self.dim(), "self_num_batch_dims=", count, " of a tensor with ",
                    self.dim(), " dimensions");
}

void inserted_dim(const Tensor& self, Whole batch_size, int64_t dim) {
  TORCH_CHECK(batch_size >= 0, "the batch size must not be negative: ", batch_size.value);
  TORCH_CHECK_INDEX(dim >= 0 && dim <= self.dim(), "out_dim=", dim, " of a tensor with ", self.dim(), " dimensions");
}

void flattened(const Tensor& self, int64_t start_dim, int64_t end_dim) {
  TORCH_CHECK(self.dim() > 0, "flatten cannot name the dimension of a tensor that has none");
  TORCH_CHECK(at::maybe_wrap_dim(start_dim, self.dim()) <= at::maybe_wrap_dim(end_dim, self.dim()),
              "flatten() has invalid args: start_dim cannot come after end_dim");
}

void ellipsis(const Tensor& self, at::ArrayRef<at::Dimname> order, int64_t index) {
  TORCH_CHECK_INDEX(index >= 0 && index <= static_cast<int64_t>(order.size()), "ellipsis_idx=", index,
                    " lies outside of the names");
  const auto names = self.names();
  for (std::size_t i = 0; i < order.size(); i++) {
    TORCH_CHECK(std::count(names.begin(), names.end(), order[i]) == 1 &&
                    std::count(order.begin(), order.end(), order[i]) == 1,
                "each name must be that of one dimension: ", order[i]);
  }
}

void unfolded(const Tensor& grad, Wholes sizes, int64_t dim, int64_t size, int64_t step) {
  dense_one(grad);
  const auto dims = static_cast<int64_t>(sizes.size());
  TORCH_CHECK(size >= 0 && step > 0, "size must not be negative and step must be positive: ", size, " and ", step);
  TORCH_CHECK_INDEX(dims > 0 && dim >= -dims && dim < dims, "dim=", dim, " of a tensor with ", dims, " dimensions");
  const int64_t at = dim < 0 ? dim + dims : dim;
  TORCH_CHECK(size <= sizes[at], "size=", size, " is more than the ", sizes[at], " elements in dim");
  std::vector<int64_t> expected(sizes.begin(), sizes.end());
  expected[at] = (sizes[at] - size) / step + 1;
  expected.push_back(size);
  TORCH_CHECK(grad.sizes() == at::IntArrayRef(expected), "expected a gradient of shape ", expected, ", got ",
              grad.sizes());
}

void scan(const Tensor& self, const Tensor& values, const Tensor& indices, int64_t dim) {
  alike(self, values);
  dense_one(indices);
  TORCH_CHECK_INDEX(self.dim() > 0 && dim >= -self.dim() && dim < self.dim(), "dim=", dim, " of a tensor with ",
                    self.dim(), " dimensions");
  TORCH_CHECK_TYPE(indices.scalar_type() == at::kLong, "expected indices of Long, got ", indices.scalar_type());
  same_shape(self, values);
  same_shape(self, indices);
}

void nested_sizes(const Tensor& sizes) {
  dense_one(sizes);
  TORCH_CHECK(sizes.scalar_type() == at::kLong && sizes.dim() == 2 && sizes.is_contiguous(),
              "expected a contiguous matrix of Long with the sizes, got ", sizes.scalar_type(), " of shape ",
              sizes.sizes());
  TORCH_CHECK(sizes.numel() == 0 || at::min(sizes).item().toLong() >= 0, "sizes must not be negative");
}

void padded(const Tensor& padded, const Tensor& sizes) {
  dense_one(padded);
  nested_sizes(sizes);
  TORCH_CHECK(padded.dim() > 1 && padded.size(0) == sizes.size(0) && padded.dim() == sizes.size(1) + 1,
              "sizes of shape ", sizes.sizes(), " do not fit a padded tensor of shape ", padded.sizes());
  for (int64_t d = 1; d < padded.dim() && sizes.numel() > 0; d++) {
    TORCH_CHECK(at::max(sizes.select(1, d - 1)).item().toLong() <= padded.size(d),
                "a size is greater than the padded tensor's in dimension ", d);
  }
}

void matrix(const Tensor& tensor, at::ScalarType dtype) {
  dense_one(tensor);
  TORCH_CHECK(tensor.dim() == 2 && tensor.numel() > 0 && tensor.scalar_type() == dtype,
              "expected a matrix of ", dtype, " that is not empty, got ", tensor.scalar_type(), " of shape ",
              tensor.sizes());
}

void matrix_of(const Tensor& tensor, int64_t rows, int64_t columns) {
  dense_one(tensor);
  TORCH_CHECK(tensor.scalar_type() == at::kChar && rows > 0 && columns > 0 && rows <= tensor.numel() &&
                  rows * columns == tensor.numel(),
              "expected ", rows, " times ", columns, " elements of Char, got ", tensor.numel(), " of ",
              tensor.scalar_type());
}

namespace {

constexpr int64_t kSobolBits = 30;
constexpr int64_t kSobolDimensions = 21201;

void sobol_tensor(const Tensor& tensor, at::IntArrayRef sizes) {
  dense_one(tensor);
  TORCH_CHECK(sizes[0] > 0 && sizes[0] <= kSobolDimensions, "expected between 1 and ", kSobolDimensions,
              " dimensions, got ", sizes[0]);
  TORCH_CHECK(tensor.scalar_type() == at::kLong && tensor.sizes() == sizes && tensor.is_contiguous(),
              "expected a contiguous tensor of Long of shape ", sizes, ", got one of ", tensor.scalar_type(),
              " of shape ", tensor.sizes());
}

}  // namespace

void sobol_point(const Tensor& point, int64_t n, int64_t dimension, int64_t generated) {
  sobol_tensor(point, {dimension});
  constexpr int64_t most = int64_t{1} << kSobolBits;
  TORCH_CHECK(n >= 0 && n <= most && generated >= 0 && generated <= most - n, "expected at most ", most,
              " points in all, got ", n, " after ", generated);
}

void sobol_state(const Tensor& state, int64_t dimension) { sobol_tensor(state, {dimension, kSobolBits}); }

void sobol_matrices(const Tensor& matrices, int64_t dimension) {
  sobol_tensor(matrices, {dimension, kSobolBits, kSobolBits});
}

void square_system(const Tensor& self, const Tensor& matrix) {
  alike(self, matrix);
  TORCH_CHECK(self.dim() >= 2 && matrix.dim() == self.dim() && matrix.size(-1) == matrix.size(-2) &&
                  self.size(-2) == matrix.size(-1) &&
                  self.sizes().slice(0, self.dim() - 2) == matrix.sizes().slice(0, matrix.dim() - 2),
              "the shapes ", self.sizes(), " and ", matrix.sizes(), " do not fit each other");
}

void combination(const Tensor& input, const Tensor& coefficients) {
  alike(input, coefficients);
  TORCH_CHECK(input.dim() > 0 && coefficients.dim() == 2 && coefficients.size(1) == input.size(0),
              "coefficients of shape ", coefficients.sizes(), " do not fit an input of shape ", input.sizes());
}

void pairs(const Tensor& self) {
  dense_one(self);
  TORCH_CHECK(self.dim() == 2, "pdist only supports 2D tensors, got: ", self.dim(), "D");
  TORCH_CHECK(self.scalar_type() == at::kFloat || self.scalar_type() == at::kDouble,
              "pdist only supports floating-point dtypes");
  TORCH_CHECK(self.is_contiguous(), "_pdist_forward requires contiguous input");
}

void pairs_backward(const Tensor& grad, const Tensor& self, const Tensor& distances) {
  pairs(self);
  alike(self, grad, distances);
  const int64_t rows = self.size(0);
  TORCH_CHECK(distances.dim() == 1 && distances.numel() == rows * (rows - 1) / 2 && distances.is_contiguous(),
              "expected ", rows * (rows - 1) / 2, " distances, got a tensor of shape ", distances.sizes());
  same_shape(grad, distances);
}

void distances_backward(const Tensor& grad, const Tensor& x1, const Tensor& x2, const Tensor& distances) {
  alike(x1, x2, grad, distances);
  same_shape(grad, distances);
  TORCH_CHECK(x1.dim() >= 2 && x2.dim() == x1.dim() && grad.dim() == x1.dim() && x1.size(-1) == x2.size(-1) &&
                  grad.size(-2) == x1.size(-2) && grad.size(-1) == x2.size(-2) &&
                  product(grad.sizes().slice(0, grad.dim() - 2)) == product(x1.sizes().slice(0, x1.dim() - 2)) &&
                  x1.sizes().slice(0, x1.dim() - 2) == x2.sizes().slice(0, x2.dim() - 2),
              "the shapes ", grad.sizes(), ", ", x1.sizes(), " and ", x2.sizes(), " do not fit each other");
}

}  // namespace obor::checks
