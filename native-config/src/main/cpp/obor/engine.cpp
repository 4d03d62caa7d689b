#include "obor/engine.h"

#include <ATen/Context.h>
#include <ATen/ops/is_same_size.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/ones_like.h>
#include <c10/core/AutogradState.h>
#include <c10/util/accumulate.h>
#include <torch/csrc/autograd/engine.h>
#include <torch/csrc/autograd/forward_grad.h>
#include <torch/csrc/autograd/functions/basic_ops.h>
#include <torch/csrc/autograd/variable.h>

#include "obor/arguments.h"
#include "obor/autograd.h"
#include "obor/errors.h"
#include "obor/guard.h"
#include "obor/node.h"
#include "obor/node_metadata.h"
#include "obor/passes.h"
#include "obor/results.h"
#include "obor/saved_tensors.h"
#include "obor/upcall.h"

namespace obor::engine {
namespace {

using torch::autograd::Edge;
using torch::autograd::edge_list;
using torch::autograd::Node;
using torch::autograd::variable_list;

class JavaEngine final : public torch::autograd::Engine {
 public:
  variable_list execute(const edge_list& roots, const variable_list& gradients, bool keep_graph, bool create_graph,
                        bool accumulate, const edge_list& targets) override {
    const passes::Scope scope;
    return Engine::execute(roots, gradients, keep_graph, create_graph, accumulate, targets);
  }
  c10::intrusive_ptr<at::ivalue::Future> execute_with_graph_task(const std::shared_ptr<torch::autograd::GraphTask>& task,
                                                                 std::shared_ptr<Node> root,
                                                                 torch::autograd::InputBuffer&& inputs) override {
    passes::begin(task, root);
    return Engine::execute_with_graph_task(task, std::move(root), std::move(inputs));
  }
  std::unique_ptr<torch::autograd::AnomalyMetadata> make_anomaly_metadata() override {
    return std::make_unique<NodeMetadata>();
  }
  std::unique_ptr<torch::autograd::SavedVariableHooks> get_default_saved_variable_hooks() override {
    return saved_tensors::default_hooks();
  }
};

// Never destroyed: its threads may outlive the virtual machine.
torch::autograd::Engine& java_engine() {
  static auto* engine = new JavaEngine();
  return *engine;
}

std::string printed_size(c10::SymIntArrayRef sizes) {
  std::ostringstream text;
  text << "torch.Size([";
  for (std::size_t i = 0; i < sizes.size(); i++) text << (i == 0 ? "" : ", ") << sizes[i];
  text << "])";
  return text.str();
}

std::string printed_dtype(at::ScalarType type) { return "torch." + c10::getDtypeNames(type).first; }

// A tensor, or one input of a node: what Python calls a Tensor or a GradientEdge.
struct Place {
  at::Tensor tensor;
  Edge edge;

  bool is_tensor() const { return tensor.defined(); }
  const torch::autograd::InputMetadata& metadata() const { return edge.function->input_metadata(edge.input_nr); }
  bool requires_grad() const { return is_tensor() ? tensor.requires_grad() : true; }
  at::ScalarType dtype() const { return is_tensor() ? tensor.scalar_type() : c10::typeMetaToScalarType(metadata().dtype()); }
  std::vector<c10::SymInt> sizes() const {
    return is_tensor() ? tensor.sym_sizes().vec() : metadata().shape_as_dim_vector().vec();
  }
  c10::SymInt numel() const { return is_tensor() ? tensor.sym_numel() : c10::multiply_integers(sizes()); }
};

class Places {
 public:
  Places(JNIEnv* env, jlongArray handles, jlongArray edges) {
    Tensors tensors(env, handles);
    Integers pairs(env, edges);
    for (std::size_t i = 0; i < tensors.plain().size(); i++) {
      Place place{tensors.plain()[i], Edge()};
      if (!place.is_tensor()) {
        TORCH_CHECK(pairs.present(), "element ", i, " is neither a tensor nor a gradient edge");
        place.edge = Edge(node::borrow_node(pairs.plain()[2 * i]), static_cast<uint32_t>(pairs.plain()[2 * i + 1]));
        TORCH_CHECK(place.edge.input_nr < place.edge.function->num_inputs(), "the node ", place.edge.function->name(),
                    " has no input ", place.edge.input_nr);
      }
      places_.push_back(std::move(place));
    }
  }
  std::size_t size() const { return places_.size(); }
  const Place& operator[](std::size_t i) const { return places_[i]; }

 private:
  std::vector<Place> places_;
};

// The gradient that Python takes for an output where the caller gives none.
at::Tensor implicit_gradient(const Place& output) {
  if (!output.requires_grad()) return at::Tensor();
  TORCH_CHECK(output.numel() == 1, "grad can be implicitly created only for scalar outputs");
  TORCH_CHECK(c10::isFloatingType(output.dtype()), "grad can be implicitly created only for real scalar outputs but got ",
              printed_dtype(output.dtype()));
  if (output.is_tensor()) return at::ones_like(output.tensor, output.tensor.options(), at::MemoryFormat::Preserve);
  return at::ones(C10_AS_INTARRAYREF_SLOW(output.sizes()), output.metadata().options());
}

void check_gradient(const Place& output, const at::Tensor& gradient, std::size_t i) {
  if (output.is_tensor() && output.tensor.is_nested()) {
    TORCH_CHECK(at::is_same_size(output.tensor, gradient), "Mismatch in shape: grad_output[", i, "] and output[", i,
                "] are nested tensors of different sizes.");
    return;
  }
  const auto sizes = output.sizes();
  TORCH_CHECK(gradient.sym_sizes() == c10::SymIntArrayRef(sizes), "Mismatch in shape: grad_output[", i, "] has a shape of ",
              printed_size(gradient.sym_sizes()), " and output[", i, "] has a shape of ", printed_size(sizes), ".");
  TORCH_CHECK(c10::isComplexType(output.dtype()) == gradient.is_complex(),
              "For complex Tensors, both grad_output and output are required to have the same dtype. Mismatch in dtype: "
              "grad_output[", i, "] has a dtype of ", printed_dtype(gradient.scalar_type()), " and output[", i,
              "] has a dtype of ", printed_dtype(output.dtype()), ".");
}

variable_list gradients_of(const Places& outputs, at::TensorList given, bool present) {
  if (present) {
    TORCH_CHECK(given.size() >= outputs.size(), "got ", outputs.size(), " tensors and ", given.size(), " gradients");
  }
  variable_list gradients;
  for (std::size_t i = 0; i < outputs.size(); i++) {
    if (present && given[i].defined()) {
      check_gradient(outputs[i], given[i], i);
      gradients.push_back(given[i]);
    } else {
      gradients.push_back(implicit_gradient(outputs[i]));
    }
  }
  return gradients;
}

Edge root(const Place& output, const at::Tensor& gradient, std::size_t i) {
  const Edge edge = output.is_tensor() ? torch::autograd::impl::gradient_edge(output.tensor) : output.edge;
  TORCH_CHECK(edge.function, "element ", i, " of tensors does not require grad and does not have a grad_fn");
  TORCH_CHECK(gradient.defined(), "element ", i, " of gradients tuple is None, but the corresponding Tensor requires grad");
  return edge;
}

Edge target(const Place& input, bool accumulate) {
  if (!input.is_tensor()) return input.edge;
  if (accumulate) autograd::retain_grad(input.tensor);
  TORCH_CHECK(input.tensor.requires_grad(), "One of the differentiated Tensors does not require grad");
  if (const auto& function = input.tensor.grad_fn()) return Edge(function, input.tensor.output_nr());
  auto accumulator = torch::autograd::impl::try_get_grad_accumulator(input.tensor);
  // A leaf without an accumulator was never used, so no gradient can reach it.
  if (!accumulator) return Edge(std::make_shared<torch::autograd::Identity>(), 0);
  return Edge(std::move(accumulator), input.tensor.output_nr());
}

}  // namespace

void install() { torch::autograd::set_default_engine_stub(java_engine); }

jlongArray run(JNIEnv* env, jclass, jlongArray outputs, jlongArray output_edges, jlongArray gradients,
               jboolean retain_graph, jboolean create_graph, jlongArray inputs, jlongArray input_edges,
               jboolean allow_unused, jboolean accumulate) {
  return guarded(env, [&] {
    const Places from(env, outputs, output_edges);
    const Tensors given(env, gradients);
    variable_list start = gradients_of(from, given.plain(), given.present());
    edge_list roots;
    for (std::size_t i = 0; i < from.size(); i++) roots.push_back(root(from[i], start[i], i));
    edge_list targets;
    if (inputs != nullptr) {
      const Places to(env, inputs, input_edges);
      for (std::size_t i = 0; i < to.size(); i++) targets.push_back(target(to[i], accumulate != JNI_FALSE));
    }
    variable_list results =
        torch::autograd::Engine::get_default_engine().execute(roots, start, retain_graph != JNI_FALSE,
                                                              create_graph != JNI_FALSE, accumulate != JNI_FALSE, targets);
    if (accumulate) return static_cast<jlongArray>(nullptr);
    for (const auto& result : results) {
      TORCH_CHECK(allow_unused || result.defined(),
                  "One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if "
                  "this is the desired behavior.");
    }
    return give_list(env, std::move(results));
  });
}

jint graph_task() {
  return guarded(attached_environment(), [&] { return static_cast<jint>(torch::autograd::get_current_graph_task_id()); });
}

jboolean will_execute(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, [&] {
    Node* node = node::borrow_node(handle).get();
    const auto* execution = torch::autograd::get_current_graph_task_exec_info();
    const auto* nodes = torch::autograd::get_current_graph_task_nodes_in_graph();
    TORCH_CHECK(nodes != nullptr, "_get_should_execute_nodes should only be called during the backward pass");
    if (execution->empty()) return static_cast<jboolean>(nodes->count(node) != 0);
    const auto found = execution->find(node);
    return static_cast<jboolean>(found != execution->end() && found->second.should_execute());
  });
}

jboolean is_anomaly_enabled() { return torch::autograd::AnomalyMode::is_enabled(); }

jboolean is_anomaly_checking_nan() { return torch::autograd::AnomalyMode::should_check_nan(); }

void set_anomaly_enabled(jboolean enabled, jboolean check_nan) {
  torch::autograd::AnomalyMode::set_enabled(enabled != JNI_FALSE, check_nan != JNI_FALSE);
}

jboolean is_multithreading_enabled() {
  return c10::AutogradState::get_tls_state().get_multithreading_enabled();
}

void set_multithreading_enabled(jboolean enabled) {
  c10::AutogradState::get_tls_state().set_multithreading_enabled(enabled != JNI_FALSE);
}

jlong enter_dual_level() {
  return guarded(attached_environment(), [&] { return static_cast<jlong>(torch::autograd::ForwardADLevel::get_next_idx()); });
}

void exit_dual_level(JNIEnv* env, jclass, jlong level) {
  guarded(env, [&] { torch::autograd::ForwardADLevel::release_idx(static_cast<uint64_t>(level)); });
}

void increment_version(JNIEnv* env, jclass, jlongArray tensors) {
  guarded(env, [&] {
    const Tensors given(env, tensors);
    for (const at::Tensor& tensor : given.plain()) {
      if (!tensor.is_inference()) torch::autograd::impl::bump_version(tensor);
    }
  });
}

void set_warn_on_stream_mismatch(JNIEnv* env, jclass, jboolean enabled) {
  guarded(env, [&] { at::globalContext().setWarnOnAccumulateGradStreamMismatch(enabled != JNI_FALSE); });
}

jlongArray delayed_error(JNIEnv* env, jclass, jlongArray tensors, jstring message) {
  return guarded(env, [&] {
    variable_list plain = Tensors(env, tensors).plain().vec();
    for (auto& tensor : plain) {
      if (tensor.defined()) tensor = tensor.detach().requires_grad_(true);
    }
    torch::autograd::DelayedError error(from_java(env, message), static_cast<int64_t>(plain.size()));
    return give_list(env, error(std::move(plain)));
  });
}

jlong undefined_grad(JNIEnv* env, jclass, jlong tensor) {
  return guarded(env, [&] {
    torch::autograd::UndefinedGrad identity;
    return give(identity(variable_list{borrow(tensor)}).at(0));
  });
}

}  // namespace obor::engine
