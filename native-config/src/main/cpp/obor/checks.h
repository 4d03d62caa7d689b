// Checks that LibTorch leaves out: without them the operators named in overrides.tsv read or write beyond their
// arguments' memory, divide by zero, or do not come to an end. Each check throws what the caller can catch.
#pragma once

#include <ATen/core/List.h>
#include <ATen/core/Tensor.h>
#include <c10/core/Scalar.h>
#include <c10/core/SymIntArrayRef.h>
#include <c10/util/ArrayRef.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace obor::checks {

// A whole number or a list of them, symbolic or not, as the operators declare them.
struct Whole {
  Whole(int64_t number) : value(number) {}
  Whole(const c10::SymInt& number) : value(number.expect_int()) {}
  operator int64_t() const { return value; }
  int64_t value;
};
struct Wholes : at::IntArrayRef {
  Wholes(at::IntArrayRef list) : at::IntArrayRef(list) {}
  Wholes(c10::SymIntArrayRef list) : at::IntArrayRef(C10_AS_INTARRAYREF_SLOW(list)) {}
};

using at::Scalar;
using at::Tensor;
using at::TensorList;
using Maybe = const std::optional<Tensor>&;

// ---- tensors of the kinds that an operator takes for granted (checks.cpp)

// Dense tensors in the CPU's memory, neither quantized nor nested.
void dense_one(const Tensor& tensor);
template <class... Tensors>
void dense(const Tensors&... tensors) {
  (dense_one(tensors), ...);
}
void dense_all(TensorList tensors);

// Dense tensors of one element type.
template <class... Tensors>
void alike(const Tensor& first, const Tensors&... others);
void dense_float(const Tensor& tensor);
void no_mkldnn_one(const Tensor& tensor);
template <class... Tensors>
void no_mkldnn(const Tensors&... tensors) {
  (no_mkldnn_one(tensors), ...);
}
void zeroed(const Tensor& self);
void zeroed_as(const Tensor& self, std::optional<at::ScalarType> dtype, std::optional<at::Layout> layout);
void zeroed_as(std::optional<at::ScalarType> dtype, std::optional<at::Layout> layout);
void quantized_as(const Tensor& self, const Tensor& out);
void not_nested(const Tensor& tensor);
void stored(const Tensor& tensor);
void stored_all(TensorList tensors);
void not_empty(TensorList tensors);
void some(Wholes list);
void same_dtype(const Tensor& first, const Tensor& second);
void same_shape(const Tensor& first, const Tensor& second);
void alike_each(TensorList first, TensorList second);
void alike_or_none(TensorList first, TensorList second);
void numbers(TensorList tensors, TensorList numbers);
void length(Wholes list, int64_t count);
void positive(Wholes numbers);
void dimensions(const Tensor& self, Wholes dim);

// ---- lists of one length each: the operators whose names begin with _foreach_

inline void list_length(std::optional<std::size_t>& length, TensorList list) {
  TORCH_CHECK(!list.empty(), "Tensor list must have at least one tensor.");
  TORCH_CHECK(!length || *length == list.size(), "Tensor lists must have the same number of tensors, got ",
              length.value_or(0), " and ", list.size());
  length = list.size();
}
inline void list_length(std::optional<std::size_t>& length, at::ArrayRef<Scalar> list) {
  TORCH_CHECK(!length || *length == list.size(),
              "Tensor list must have same number of elements as scalar list, got ", length.value_or(0), " and ",
              list.size());
}
template <class Other>
void list_length(std::optional<std::size_t>&, const Other&) {}
template <class... Arguments>
void one_length(const Arguments&... arguments) {
  std::optional<std::size_t> length;
  (list_length(length, arguments), ...);
}

// ---- numbers (checks_numbers.cpp)

void step(const Scalar& step, std::optional<at::ScalarType> dtype);
void step_out(const Scalar& step, const Tensor& out);
void has_absolute_value(const Tensor& self, const Tensor& other);
void truncates(const Tensor& self, const Tensor& other, std::optional<std::string_view> rounding_mode);
void truncates(const Tensor& self, const Scalar& other, std::optional<std::string_view> rounding_mode);
void negatable(Whole n);
void random_bounds(Whole from, std::optional<int64_t> to);
void degree(const Tensor& n);
void degree(const Scalar& n);
void binomial(const Tensor& count, const Tensor& prob);
void bins(const Tensor& input, int64_t numel, int64_t n_bins, double ratio, int64_t bit_width);
void groups(Whole groups);
void whole_beta(const Tensor& self, double beta);

// ---- views and indices (checks_shapes.cpp)

void fits_storage(const Tensor& self, Wholes size, Wholes stride, std::optional<c10::SymInt> offset);
void fits_storage(const Tensor& self, Wholes size, Wholes stride);
void rows_fit(const Tensor& matrix, const Tensor& vector);
void rows(const Tensor& indices, Whole count);
void chunks(TensorList tensors, Whole dim, int64_t num_chunks);
void half_spectrum(const Tensor& self, Wholes dim, Whole size);
void nested_place(const Tensor& self, int64_t dim);
void view_dtype(const Tensor& self, at::ScalarType dtype);
void least_dims(const Tensor& tensor, int64_t count);
void repeated(const Tensor& repeats);
void packed(const Tensor& data, const Tensor& batch_sizes);
void pivots(const Tensor& matrix, const Tensor& pivots, bool unpack);
void within(const Tensor& indices, int64_t size);
void compressed(const Tensor& crow_indices, const Tensor& col_indices);
void batch_dims(const Tensor& self, int64_t count);
void inserted_dim(const Tensor& self, Whole batch_size, int64_t dim);
void flattened(const Tensor& self, int64_t start_dim, int64_t end_dim);
void ellipsis(const Tensor& self, at::ArrayRef<at::Dimname> order, int64_t index);
void unfolded(const Tensor& grad, Wholes sizes, int64_t dim, int64_t size, int64_t step);
void scan(const Tensor& self, const Tensor& values, const Tensor& indices, int64_t dim);
void nested_sizes(const Tensor& sizes);
void nested_sums(const Tensor& grad, const Tensor& self);
void padded(const Tensor& padded, const Tensor& sizes);
void matrix(const Tensor& tensor, at::ScalarType dtype);
void matrix_of(const Tensor& tensor, int64_t rows, int64_t columns);
void sobol_point(const Tensor& point, int64_t n, int64_t dimension, int64_t generated);
void sobol_state(const Tensor& state, int64_t dimension);
void sobol_matrices(const Tensor& matrices, int64_t dimension);
void square_system(const Tensor& self, const Tensor& matrix);
void combination(const Tensor& input, const Tensor& coefficients);
void pairs(const Tensor& self);
void pairs_backward(const Tensor& grad, const Tensor& self, const Tensor& distances);
void distances_backward(const Tensor& grad, const Tensor& x1, const Tensor& x2, const Tensor& distances);

// ---- layers (checks_layers.cpp)

void statistics(const Tensor& input, Maybe first, Maybe second, Maybe third, Maybe fourth);
void statistics_of_plane(const Tensor& input, Maybe first, Maybe second);
void present(Maybe first, Maybe second);
void present_unless(bool training, Maybe first, Maybe second);
void present_if(bool training, Maybe first, Maybe second);
void in_training(bool training);
void grouped(const Tensor& key, const Tensor& value, bool enabled);
void attention_backward(const Tensor& grad, const Tensor& query, const Tensor& key, const Tensor& value,
                        const Tensor& out, const Tensor& logsumexp);
void lstm_layer(const Tensor& input, const Tensor& input_weight, const Tensor& hidden_weight, const Tensor& first_bias,
                const Tensor& second_bias, const Tensor& hidden, const Tensor& state, int64_t mode,
                int64_t hidden_size, int64_t layers);
void weight_norm_if_fused(const Tensor& v, const Tensor& g, int64_t dim);
void same_planes(const Tensor& grad, const Tensor& self, int64_t planes);
void cell(const Tensor& hidden, const Tensor& input_weight, const Tensor& hidden_weight, int64_t gates);
void cells(TensorList states, const Tensor& input_weight, const Tensor& hidden_weight, int64_t gates);
void quantized_cells(TensorList states, const Tensor& input_weight, const Tensor& hidden_weight,
                     const Tensor& input_offsets, const Tensor& hidden_offsets, int64_t gates);
void quantized_cell(const Tensor& hidden, const Tensor& input_weight, const Tensor& hidden_weight,
                    const Tensor& input_offsets, const Tensor& hidden_offsets, int64_t gates);
void layers(TensorList hidden, TensorList weights, bool has_biases, int64_t layers, bool bidirectional, int64_t gates);
void layers(const Tensor& hidden, TensorList weights, bool has_biases, int64_t layers, bool bidirectional,
            int64_t gates);
void gates(const Tensor& gates, const Tensor& hidden, int64_t count);
void any_gradient(Maybe first, Maybe second);
void offsets(const Tensor& input, const Tensor& weight, const Tensor& offsets);
void blocks(const Tensor& input, const Tensor& packed, int64_t block_size, int64_t in_features, int64_t out_features);
void heads(const Tensor& qkv, const Tensor& bias, int64_t heads);
void weight_norm(const Tensor& v, const Tensor& g, int64_t dim);
void padding_length(Wholes padding, int64_t count);
void convolution(const Tensor& input, const Tensor& weight, Wholes stride, Wholes padding);
void convolution_backward(const Tensor& grad, const Tensor& input, const Tensor& weight, Wholes kernel, Wholes stride,
                          Wholes padding);
void pool_window(const Tensor& self, Wholes kernel_size, Wholes padding);
void softmax_out(const Tensor& self, bool half_to_float, const Tensor& out);
void contiguous_out(const Tensor& self, const Tensor& out);
void pooled(const Tensor& self, Wholes output_size, int64_t count);
void plane_indices(const Tensor& self, const Tensor& indices, int64_t count);
void fractional_pool(const Tensor& grad, const Tensor& self, Wholes output_size, const Tensor& indices, int64_t count);

template <class... Tensors>
void alike(const Tensor& first, const Tensors&... others) {
  dense_one(first);
  (dense_one(others), ...);
  (same_dtype(first, others), ...);
}

}  // namespace obor::checks
