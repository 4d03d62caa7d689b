#include <ATen/Functions.h>
#include <c10/util/Exception.h>

#include <limits>

#include "obor/checks.h"

namespace obor::checks {
namespace {

void channel_values(const Tensor& input, Maybe values) {
  if (!values || !values->defined()) return;
  dense_one(*values);
  TORCH_CHECK(values->numel() == input.size(1), "weights and statistics should contain ", input.size(1),
              " elements not ", values->numel());
}

// Weights of gates over a hidden state: [gates * hidden, anything].
void gate_weight(const Tensor& weight, int64_t rows) {
  TORCH_CHECK(weight.dim() == 2 && weight.size(0) == rows, "expected weights with ", rows, " rows, got the shape ",
              weight.sizes());
}

}  // namespace

void statistics(const Tensor& input, Maybe first, Maybe second, Maybe third, Maybe fourth) {
  dense_one(input);
  TORCH_CHECK(input.dim() >= 2, "expected at least 2D input (got ", input.dim(), "D input)");
  TORCH_CHECK(input.numel() > 0 || input.size(1) > 0, "expected an input with channels");
  for (const auto* values : {&first, &second, &third, &fourth}) channel_values(input, *values);
}

void statistics_of_plane(const Tensor& input, Maybe first, Maybe second) {
  statistics(input, first, second, std::nullopt, std::nullopt);
}

void present(Maybe first, Maybe second) {
  TORCH_CHECK(first && first->defined() && second && second->defined(), "expected a tensor, got None");
}

void present_unless(bool training, Maybe first, Maybe second) {
  if (!training) present(first, second);
}

void present_if(bool training, Maybe first, Maybe second) {
  if (training) present(first, second);
}

void in_training(bool training) {
  TORCH_CHECK(training, "Expected running_mean and running_var to be defined when training=False");
}

void grouped(const Tensor& key, const Tensor& value, bool enabled) {
  if (!enabled) return;
  TORCH_CHECK(key.dim() >= 3 && value.dim() >= 3 && key.size(-3) > 0 && value.size(-3) > 0,
              "Number of heads in key and value must divide the number of heads in query: key of shape ", key.sizes(),
              ", value of shape ", value.sizes());
}

void attention_backward(const Tensor& grad, const Tensor& query, const Tensor& key, const Tensor& value,
                        const Tensor& out, const Tensor& logsumexp) {
  alike(query, grad, key, value, out);
  dense_one(logsumexp);
  same_shape(grad, query);
  same_shape(out, query);
  same_shape(key, value);
  TORCH_CHECK(query.dim() == 4 && query.numel() > 0 && key.dim() == 4 && key.numel() > 0 &&
                  key.size(0) == query.size(0) && key.size(1) == query.size(1) && key.size(3) == query.size(3) &&
                  logsumexp.dim() == 3 && logsumexp.size(0) == query.size(0) && logsumexp.size(1) == query.size(1) &&
                  logsumexp.size(2) == query.size(2),
              "the shapes ", query.sizes(), ", ", key.sizes(), " and ", logsumexp.sizes(),
              " do not fit each other");
}

void lstm_layer(const Tensor& input, const Tensor& input_weight, const Tensor& hidden_weight, const Tensor& first_bias,
                const Tensor& second_bias, const Tensor& hidden, const Tensor& state, int64_t mode,
                int64_t hidden_size, int64_t layers) {
  alike(input, input_weight, hidden_weight, first_bias, second_bias, hidden, state);
  TORCH_CHECK(input.dim() == 3 && input.numel() > 0 && hidden_size > 0 && layers == 1 && mode == 2,
              "expected a sequence that is not empty, one layer and mode 2");
  const int64_t rows = hidden_size <= input_weight.numel() ? 4 * hidden_size : -1;
  gate_weight(input_weight, rows);
  gate_weight(hidden_weight, rows);
  TORCH_CHECK(input_weight.size(1) == input.size(2) && hidden_weight.size(1) == hidden_size &&
                  first_bias.numel() == rows && second_bias.numel() == rows && hidden.dim() >= 2 &&
                  hidden.numel() == input.size(1) * hidden_size && state.sizes() == hidden.sizes(),
              "weights, biases and hidden states do not fit each other");
}

void weight_norm_if_fused(const Tensor& v, const Tensor& g, int64_t dim) {
  const bool fused = dim == 0 || dim == v.dim() - 1;
  if (fused && v.layout() == at::kStrided && v.device().is_cpu()) weight_norm(v, g, dim);
}

void same_planes(const Tensor& grad, const Tensor& self, int64_t planes) {
  alike(grad, self);
  TORCH_CHECK(self.dim() == grad.dim() && (self.dim() == planes + 1 || self.dim() == planes + 2),
              "expected a gradient and an input with ", planes + 1, " or ", planes + 2, " dimensions, got ",
              grad.sizes(), " and ", self.sizes());
  const auto outer = self.dim() - planes;
  TORCH_CHECK(grad.sizes().slice(0, outer) == self.sizes().slice(0, outer), "the gradient's shape ", grad.sizes(),
              " does not fit the input's, ", self.sizes());
}

void cell(const Tensor& hidden, const Tensor& input_weight, const Tensor& hidden_weight, int64_t gates) {
  TORCH_CHECK(hidden.dim() == 2, "expected a hidden state with 2 dimensions, got ", hidden.dim());
  gate_weight(input_weight, gates * hidden.size(1));
  gate_weight(hidden_weight, gates * hidden.size(1));
}

void cells(TensorList states, const Tensor& input_weight, const Tensor& hidden_weight, int64_t gates) {
  TORCH_CHECK(states.size() == 2, "lstm_cell expects two hidden states");
  cell(states[0], input_weight, hidden_weight, gates);
}

void quantized_cells(TensorList states, const Tensor& input_weight, const Tensor& hidden_weight,
                     const Tensor& input_offsets, const Tensor& hidden_offsets, int64_t gates) {
  TORCH_CHECK(states.size() == 2, "lstm_cell expects two hidden states");
  quantized_cell(states[0], input_weight, hidden_weight, input_offsets, hidden_offsets, gates);
}

void quantized_cell(const Tensor& hidden, const Tensor& input_weight, const Tensor& hidden_weight,
                    const Tensor& input_offsets, const Tensor& hidden_offsets, int64_t gates) {
  cell(hidden, input_weight, hidden_weight, gates);
  offsets(hidden, hidden_weight, hidden_offsets);
  dense(input_weight, input_offsets);
  TORCH_CHECK(input_weight.scalar_type() == at::kChar && input_offsets.scalar_type() == at::kInt &&
                  input_offsets.numel() == input_weight.size(0),
              "expected weights of Char and one offset of Int for each of their rows");
}

void layers(const Tensor& hidden, TensorList weights, bool has_biases, int64_t layers, bool bidirectional,
            int64_t gates) {
  const int64_t cells = bidirectional ? 2 : 1;
  TORCH_CHECK(layers >= 0 && layers < 1 << 20, "got an incorrect number of layers: ", layers);
  const auto count = static_cast<int64_t>(weights.size());
  const int64_t each = has_biases ? 4 : 2;
  const bool projected = gates == 4 && count == layers * cells * (each + 1) && count > 0;
  TORCH_CHECK(projected || count == layers * cells * each, "got an incorrect number of RNN parameters: ", count);
  const int64_t stride = projected ? each + 1 : each;
  for (int64_t at = 0; at < count; at += stride) {
    TORCH_CHECK(hidden.dim() > 0, "expected a hidden state with dimensions");
    const int64_t rows = projected ? weights[at].size(0) : gates * hidden.size(-1);
    TORCH_CHECK(rows % gates == 0, "expected weights for ", gates, " gates, got ", rows, " rows");
    gate_weight(weights[at], rows);
    gate_weight(weights[at + 1], rows);
  }
}

void layers(TensorList hidden, TensorList weights, bool has_biases, int64_t count, bool bidirectional, int64_t gates) {
  TORCH_CHECK(hidden.size() == 2, "lstm expects two hidden states");
  layers(hidden[0], weights, has_biases, count, bidirectional, gates);
}

void gates(const Tensor& gates, const Tensor& hidden, int64_t count) {
  TORCH_CHECK(gates.dim() == 2 && hidden.dim() == 2 && gates.size(1) == count * hidden.size(1), "gates of shape ",
              gates.sizes(), " do not fit a hidden state of shape ", hidden.sizes());
}

void any_gradient(Maybe first, Maybe second) {
  TORCH_CHECK((first && first->defined()) || (second && second->defined()), "expected a gradient");
}

void offsets(const Tensor& input, const Tensor& weight, const Tensor& offsets) {
  dense(input, weight, offsets);
  TORCH_CHECK(weight.dim() == 2 && weight.scalar_type() == at::kChar && input.dim() > 0 &&
                  input.size(-1) == weight.size(1),
              "weights of ", weight.scalar_type(), " and shape ", weight.sizes(), " do not fit an input of shape ",
              input.sizes());
  TORCH_CHECK(offsets.scalar_type() == at::kInt && offsets.numel() == weight.size(0) && offsets.is_contiguous(),
              "expected one offset of Int for each row of the weights");
}

void blocks(const Tensor& input, const Tensor& packed, int64_t block_size, int64_t in_features,
            int64_t out_features) {
  dense(input, packed);
  TORCH_CHECK(block_size > 0 && in_features > 0 && out_features > 0 && in_features % block_size == 0,
              "expected positive sizes, and features in whole blocks: ", block_size, ", ", in_features, " and ",
              out_features);
  TORCH_CHECK(input.dim() == 2 && input.size(1) == in_features, "expected an input of ", in_features,
              " features, got the shape ", input.sizes());
  TORCH_CHECK(out_features <= packed.numel() && in_features <= 2 * packed.numel() &&
                  packed.numel() / out_features >= in_features / 2,
              "the packed weights hold only ", packed.numel(), " bytes");
}

void heads(const Tensor& qkv, const Tensor& bias, int64_t heads) {
  alike(qkv, bias);
  TORCH_CHECK(heads > 0 && qkv.dim() == 3 && qkv.size(2) % 3 == 0 && qkv.size(2) / 3 % heads == 0 &&
                  bias.numel() == qkv.size(2) && qkv.size(2) > 0,
              "qkv of shape ", qkv.sizes(), ", a bias of shape ", bias.sizes(), " and ", heads,
              " heads do not fit each other");
}

void weight_norm(const Tensor& v, const Tensor& g, int64_t dim) {
  alike(v, g);
  TORCH_CHECK(v.dim() > 0 && v.numel() > 0 && (dim == 0 || dim == v.dim() - 1),
              "fused kernels can only be applied for first or last dim, of a tensor that is not empty");
  TORCH_CHECK(g.numel() == v.size(dim), "expected ", v.size(dim), " norms, got ", g.numel());
}

void padding_length(Wholes padding, int64_t count) {
  TORCH_CHECK(static_cast<int64_t>(padding.size()) == count, "padding size is expected to be ", count,
              ", but got: ", padding.size());
}

void convolution(const Tensor& input, const Tensor& weight, Wholes stride, Wholes padding) {
  alike(input, weight);
  TORCH_CHECK(input.dim() == 4 && weight.dim() == 4 && input.size(1) == weight.size(1),
              "weights of shape ", weight.sizes(), " do not fit an input of shape ", input.sizes());
  length(stride, 2);
  positive(stride);
  length(padding, 2);
  for (int64_t number : padding) TORCH_CHECK(number >= 0, "negative padding is not supported");
}

void convolution_backward(const Tensor& grad, const Tensor& input, const Tensor& weight, Wholes kernel, Wholes stride,
                          Wholes padding) {
  alike(grad, input);
  convolution(input, weight, stride, padding);
  length(kernel, 2);
  TORCH_CHECK(grad.dim() == 4 && grad.size(0) == input.size(0) && grad.size(1) == weight.size(0) &&
                  weight.size(2) == kernel[0] && weight.size(3) == kernel[1],
              "a gradient of shape ", grad.sizes(), " and a kernel ", kernel, " do not fit weights of shape ",
              weight.sizes());
  for (int64_t i = 0; i < 2; i++) {
    const int64_t room = input.size(i + 2) + 2 * padding[i] - kernel[i];
    TORCH_CHECK(room >= 0 && grad.size(i + 2) == room / stride[i] + 1, "the gradient's shape ", grad.sizes(),
                " does not fit the input's, ", input.sizes());
  }
}

void pool_window(const Tensor& self, Wholes kernel_size, Wholes padding) {
  if (self.dim() == 0 || kernel_size.empty()) return;
  const int64_t room = std::max<int64_t>(self.size(-1), 1 << 20);
  TORCH_CHECK(kernel_size[0] <= room || (!padding.empty() && padding[0] > room), "a window of ", kernel_size[0],
              " elements is too wide for an input of ", self.size(-1));
  TORCH_CHECK(padding.empty() || padding[0] <= room, "a padding of ", padding[0],
              " elements is too wide for an input of ", self.size(-1));
}

void fractional_pool(const Tensor& grad, const Tensor& self, Wholes output_size, const Tensor& indices,
                     int64_t count) {
  length(output_size, count);
  same_planes(grad, self, count);
  dense_one(indices);
  same_shape(grad, indices);
  TORCH_CHECK(grad.sizes().slice(grad.dim() - count) == static_cast<const at::IntArrayRef&>(output_size),
              "expected a gradient of size ", output_size, ", got ", grad.sizes());
  plane_indices(self, indices, count);
}

void softmax_out(const Tensor& self, bool half_to_float, const Tensor& out) {
  const at::ScalarType expected = half_to_float ? at::kFloat : self.scalar_type();
  TORCH_CHECK(out.scalar_type() == expected, "Expected out tensor to have dtype ", expected, ", but got ",
              out.scalar_type(), " instead");
}

void contiguous_out(const Tensor& self, const Tensor& out) {
  TORCH_CHECK(out.sizes() != self.sizes() || out.is_contiguous(), "expected a contiguous out, got one of shape ",
              out.sizes(), " with the strides ", out.strides());
}

void pooled(const Tensor& self, Wholes output_size, int64_t count) {
  if (self.is_quantized()) length(output_size, count);
}

void plane_indices(const Tensor& self, const Tensor& indices, int64_t count) {
  if (self.dim() < count || indices.scalar_type() != at::kLong) return;  // LibTorch says so itself
  dense(self, indices);
  int64_t plane = 1;
  for (int64_t size : self.sizes().slice(self.dim() - count)) plane *= size;
  TORCH_CHECK_INDEX(indices.numel() == 0 || (at::min(indices).item().toLong() >= 0 &&
                                             at::max(indices).item().toLong() < plane),
                    "indices must lie between 0 and the ", plane, " elements of a plane");
}

}  // namespace obor::checks
