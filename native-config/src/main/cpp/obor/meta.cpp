#include "obor/meta.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Functions.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "obor/errors.h"
#include "obor/guard.h"

namespace obor::meta {
namespace {

using c10::DispatchKey;
using c10::IValue;

// Memory that a strided tensor needs, in elements.
int64_t extent(c10::IntArrayRef sizes, c10::IntArrayRef strides) {
  int64_t last = 0;
  for (std::size_t i = 0; i < sizes.size(); i++) {
    if (sizes[i] == 0) return 0;
    last += (sizes[i] - 1) * strides[i];
  }
  return last + 1;
}

at::Tensor as_zeros(const at::Tensor& tensor) {
  if (!tensor.defined() || (tensor.is_cpu() && tensor.dim() == 0)) return tensor;
  TORCH_CHECK(tensor.is_meta(), "Expected all tensors to be on the same device, but found at least two devices, meta and ",
              tensor.device(), "!");
  TORCH_CHECK_NOT_IMPLEMENTED(tensor.layout() == at::kStrided, "a tensor of layout ", tensor.layout(),
                              " on the meta device takes part in few operators");
  const at::Tensor elements =
      at::zeros({extent(tensor.sizes(), tensor.strides())}, tensor.options().device(at::kCPU).requires_grad(false));
  return elements.as_strided(tensor.sizes(), tensor.strides(), 0);
}

IValue on_cpu(const IValue& value) {
  if (value.isTensor()) return as_zeros(value.toTensor());
  if (value.isTensorList()) {
    c10::List<at::Tensor> list;
    for (const at::Tensor& tensor : value.toTensorVector()) list.push_back(as_zeros(tensor));
    return list;
  }
  if (value.isOptionalTensorList()) {
    c10::List<std::optional<at::Tensor>> list;
    for (const std::optional<at::Tensor>& tensor : value.toOptionalTensorVector()) {
      list.push_back(tensor ? std::optional<at::Tensor>(as_zeros(*tensor)) : std::nullopt);
    }
    return list;
  }
  if (value.isDevice() && value.toDevice().is_meta()) return at::Device(at::kCPU);
  return value;
}

at::Tensor without_data(const at::Tensor& tensor) {
  if (!tensor.defined()) return tensor;
  return at::empty_strided(tensor.sizes(), tensor.strides(), tensor.options().device(at::kMeta));
}

IValue on_meta(const IValue& value) {
  if (value.isTensor()) return without_data(value.toTensor());
  if (!value.isTensorList()) return value;
  c10::List<at::Tensor> list;
  for (const at::Tensor& tensor : value.toTensorVector()) list.push_back(without_data(tensor));
  return list;
}

// What the call has changed in place takes the size that it has now.
IValue changed(const IValue& given, const IValue& made) {
  if (given.isTensor() && made.isTensor() && given.toTensor().defined()) {
    const at::Tensor& tensor = given.toTensor();
    if (tensor.sizes() != made.toTensor().sizes()) tensor.resize_(made.toTensor().sizes());
  }
  return given;
}

std::optional<std::size_t> argument_of(const c10::FunctionSchema& schema, const c10::AliasInfo* result) {
  if (result == nullptr || !result->isWrite()) return std::nullopt;
  for (std::size_t i = 0; i < schema.arguments().size(); i++) {
    const c10::AliasInfo* argument = schema.arguments()[i].alias_info();
    if (argument != nullptr && argument->beforeSets() == result->beforeSets()) return i;
  }
  return std::nullopt;
}

// The arguments on the CPU; random numbers come from a generator that nobody else has.
void push_on_cpu(const c10::FunctionSchema& schema, const std::vector<IValue>& given, torch::jit::Stack* stack) {
  for (std::size_t i = 0; i < given.size(); i++) {
    const bool draws = schema.arguments()[i].name() == "generator";
    stack->push_back(draws ? IValue(at::detail::createCPUGenerator()) : on_cpu(given[i]));
  }
}

// An operator without a kernel for tensors without data is run on zeros; only sizes and types of its results are kept.
void compute_on_zeros(const c10::OperatorHandle& op, torch::jit::Stack* stack) {
  const c10::FunctionSchema& schema = op.schema();
  const std::vector<IValue> given = torch::jit::pop(*stack, schema.arguments().size());
  push_on_cpu(schema, given, stack);
  op.callBoxed(stack);
  const std::vector<IValue> made = torch::jit::pop(*stack, schema.returns().size());
  for (std::size_t i = 0; i < made.size(); i++) {
    const auto argument = argument_of(schema, schema.returns()[i].alias_info());
    stack->push_back(argument ? changed(given[*argument], made[i]) : on_meta(made[i]));
  }
}

c10::OperatorHandle aten(const char* name) { return c10::Dispatcher::singleton().findSchemaOrThrow(name, ""); }

// LibTorch asks backends of others for convolutions on any device that it does not know.
void convolve(const c10::OperatorHandle& op, torch::jit::Stack* stack) {
  const std::vector<IValue> given = torch::jit::pop(*stack, op.schema().arguments().size());
  push_on_cpu(op.schema(), given, stack);
  aten("aten::convolution").callBoxed(stack);
  const IValue made = torch::jit::pop(*stack);
  stack->push_back(on_meta(made));
}

void convolve_backward(const c10::OperatorHandle& op, torch::jit::Stack* stack) {
  const std::vector<IValue> given = torch::jit::pop(*stack, op.schema().arguments().size());
  constexpr std::size_t tensors = 3;
  for (std::size_t i = 0; i < given.size(); i++) {
    if (i == tensors) stack->push_back(std::vector<int64_t>{given[0].toTensor().size(1)});
    stack->push_back(on_cpu(given[i]));
  }
  aten("aten::convolution_backward").callBoxed(stack);
  for (const IValue& made : torch::jit::pop(*stack, op.schema().returns().size())) stack->push_back(on_meta(made));
}

// What networks, their gradients and everyday arithmetic need; LibTorch's checks of their arguments hold for any sizes.
constexpr const char* computed[] = {
    "_adaptive_avg_pool2d", "_adaptive_avg_pool2d_backward", "_adaptive_avg_pool3d", "_adaptive_avg_pool3d_backward",
    "_cdist_forward", "_fft_c2c", "_fft_c2r", "_fft_r2c", "_native_batch_norm_legit",
    "_native_batch_norm_legit.no_stats", "_prelu_kernel", "_prelu_kernel_backward", "_weight_norm_interface",
    "_weight_norm_interface_backward", "bernoulli_.float", "binary_cross_entropy", "binary_cross_entropy_backward",
    "col2im", "dot", "embedding_dense_backward", "flip", "floor_divide", "glu", "glu_backward", "grid_sampler_2d",
    "grid_sampler_2d_backward", "grid_sampler_3d", "grid_sampler_3d_backward", "hardswish", "hardswish_",
    "hardswish_backward", "hardtanh", "hardtanh_", "hardtanh_backward", "huber_loss", "im2col", "index_select", "isnan",
    "linalg_vector_norm.out", "log_sigmoid_backward", "log_sigmoid_forward", "masked_fill_.Scalar",
    "masked_fill_.Tensor", "max", "max_pool3d_with_indices", "max_pool3d_with_indices_backward", "median",
    "median.dim_values", "min", "mse_loss_backward", "nansum", "native_batch_norm", "native_batch_norm_backward",
    "native_dropout", "native_dropout_backward", "native_group_norm_backward", "native_layer_norm_backward",
    "nll_loss2d_backward", "nll_loss2d_forward", "prod", "reflection_pad2d", "reflection_pad2d_backward", "relu",
    "relu_", "replication_pad2d_backward", "replication_pad3d_backward", "roll", "rsub.Tensor", "std.correction",
    "std_mean.correction", "trace", "unfold_backward", "var.correction", "var_mean.correction", "vdot", "where.self",
    "where.self_out"};

bool has_kernel(const c10::OperatorHandle& op) {
  return op.hasKernelForDispatchKey(DispatchKey::Meta) ||
         op.hasKernelForDispatchKey(DispatchKey::CompositeImplicitAutograd) ||
         op.hasKernelForDispatchKey(DispatchKey::CompositeExplicitAutograd) ||
         op.hasKernelForDispatchKey(DispatchKey::CompositeExplicitAutogradNonFunctional);
}

class Kernels {
 public:
  Kernels() {
    for (const char* name : computed) {
      const char* dot = std::strchr(name, '.');
      const c10::OperatorName full("aten::" + (dot == nullptr ? std::string(name) : std::string(name, dot)),
                                   dot == nullptr ? "" : dot + 1);
      const auto op = c10::Dispatcher::singleton().findSchema(full);
      if (op && !has_kernel(*op)) add(full, c10::KernelFunction::makeFromBoxedFunction<&compute_on_zeros>());
    }
    add({"aten::convolution_overrideable", ""}, c10::KernelFunction::makeFromBoxedFunction<&convolve>());
    add({"aten::convolution_backward_overrideable", ""}, c10::KernelFunction::makeFromBoxedFunction<&convolve_backward>());
  }

 private:
  void add(c10::OperatorName name, c10::KernelFunction kernel) {
    kept_.push_back(c10::Dispatcher::singleton().registerImpl(std::move(name), DispatchKey::Meta, std::move(kernel),
                                                              std::nullopt, nullptr, "Obor's kernel for the meta device"));
  }

  std::vector<c10::RegistrationHandleRAII> kept_;
};

}  // namespace

void prepare() {
  guarded(attached_environment(), [] {
    // Never given back: tensors without data may be used until the process ends.
    [[maybe_unused]] static const auto* kernels = new Kernels();
  });
}

}  // namespace obor::meta
