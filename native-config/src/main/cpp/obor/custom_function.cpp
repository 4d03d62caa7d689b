#include "obor/custom_function.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/AutogradState.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/variable_info.h>

#include <memory>
#include <unordered_set>

#include "obor/arguments.h"
#include "obor/guard.h"
#include "obor/results.h"
#include "obor/saved_tensors.h"
#include "obor/text.h"
#include "obor/upcall.h"

namespace obor::custom_function {
namespace {

using torch::autograd::Node;
using torch::autograd::variable_list;

std::unordered_set<at::TensorImpl*> addresses(const variable_list& tensors) {
  std::unordered_set<at::TensorImpl*> out;
  for (const auto& tensor : tensors) out.insert(tensor.unsafeGetTensorImpl());
  return out;
}

class JavaFunction final : public Node {
 public:
  JavaFunction(JNIEnv* env, jobject function, at::TensorList inputs)
      : function_(env, function), inputs_(inputs.vec()) {
    for (const auto& input : inputs) {
      is_tensor_.push_back(input.defined());
      needs_grad_.push_back(input.defined() && input.requires_grad());
      if (input.defined()) tensors_.push_back(input);
    }
  }

  variable_list apply(variable_list&& gradients) override {
    if (materialize_) {
      at::OptionalDeviceGuard guard;
      for (std::size_t i = 0; i < gradients.size(); i++) {
        if (!gradients[i].defined()) gradients[i] = output_info_[i].zeros(guard);
      }
    }
    Upcall call;
    auto array = static_cast<jlongArray>(call.env()->CallStaticObjectMethod(
        call.type(), engine_calls().backward, function_.get(), reinterpret_cast<jlong>(this), call.give_all(gradients)));
    call.check();
    return for_tensors(call.take_all(array));
  }

  std::string name() const override {
    Upcall call;
    auto text = static_cast<jstring>(
        call.env()->CallStaticObjectMethod(call.type(), engine_calls().function_name, function_.get()));
    call.check();
    return from_java(call.env(), text);
  }

  void release_variables() override {
    std::shared_ptr<const saved_tensors::Saved> ended;
    std::lock_guard<std::mutex> lock(mutex_);
    ended.swap(saved_);
    released_ = true;
  }

  // Runs forward, and records it where gradients are wanted.
  std::vector<std::optional<at::Tensor>> run(const std::shared_ptr<Node>& self, variable_list& raw) {
    const bool recorded = at::GradMode::is_enabled() && torch::autograd::any_variable_requires_grad(tensors_);
    set_next_edges(recorded ? torch::autograd::collect_next_edges(tensors_) : torch::autograd::edge_list());
    clear_input_metadata();
    std::vector<std::optional<at::Tensor>> outputs;
    for (const auto& output : raw = forward()) {
      outputs.push_back(output.defined() ? std::optional<at::Tensor>(output) : std::nullopt);
    }
    for (const auto& tensor : dirty_) torch::autograd::impl::bump_version(tensor);
    auto wrapped = torch::autograd::_wrap_outputs(
        tensors_, addresses(non_differentiable_), addresses(dirty_), outputs, recorded ? self : nullptr,
        [this](variable_list, variable_list tangents) { return jvp(tangents); }, {},
        [](const at::Tensor& input) { return input.view_as(input); }, /*pure_view=*/false);
    if (recorded) {
      for (const auto& output : wrapped) {
        output.has_value() ? output_info_.emplace_back(*output) : output_info_.emplace_back();
      }
      save(self.get());
    }
    forget_forward();
    return wrapped;
  }

  void save_for_backward(variable_list tensors) { for_backward_ = std::move(tensors); }
  void save_for_forward(variable_list tensors) { for_forward_ = std::move(tensors); }
  void mark_dirty(variable_list tensors) { dirty_ = std::move(tensors); }
  void mark_non_differentiable(variable_list tensors) { non_differentiable_ = std::move(tensors); }
  void set_materialize(bool value) { materialize_ = value; }
  bool needs_grad(std::size_t index) const {
    TORCH_CHECK_INDEX(index < needs_grad_.size(), "tuple index out of range");
    return needs_grad_[index];
  }

  variable_list saved_tensors() {
    if (!for_forward_.empty()) return for_forward_;
    std::shared_ptr<const saved_tensors::Saved> saved;
    {
      // Unpacking may call Java, which must not happen under a lock.
      std::lock_guard<std::mutex> lock(mutex_);
      TORCH_CHECK(!released_, torch::autograd::ERR_BACKWARD_TWICE);
      saved = saved_;
    }
    variable_list tensors;
    if (saved == nullptr) return tensors;
    for (const auto& variable : *saved) tensors.push_back(variable.unpack(shared_from_this()));
    return tensors;
  }

 private:
  variable_list forward() {
    at::AutoGradMode grad_mode(false);
    at::AutoFwGradMode forward_mode(false);
    Upcall call;
    auto array = static_cast<jlongArray>(call.env()->CallStaticObjectMethod(
        call.type(), engine_calls().forward, function_.get(), reinterpret_cast<jlong>(this)));
    call.check();
    // Borrowed: the Java function holds its outputs until apply is over.
    variable_list outputs;
    for (jlong handle : call.words(array)) outputs.push_back(handle == 0 ? at::Tensor() : borrow(handle));
    return outputs;
  }

  variable_list jvp(const variable_list& tangents) {
    variable_list all;
    std::size_t next = 0;
    for (std::size_t i = 0; i < inputs_.size(); i++) {
      at::Tensor tangent = is_tensor_[i] ? tangents[next++] : at::Tensor();
      if (is_tensor_[i] && !tangent.defined() && materialize_) tangent = at::zeros_like(inputs_[i]);
      all.push_back(std::move(tangent));
    }
    Upcall call;
    auto array = static_cast<jlongArray>(call.env()->CallStaticObjectMethod(
        call.type(), engine_calls().jvp, function_.get(), reinterpret_cast<jlong>(this), call.give_all(all)));
    call.check();
    return call.take_all(array);
  }

  void save(const Node* self) {
    auto saved = std::make_shared<saved_tensors::Saved>();
    for (const auto& tensor : for_backward_) {
      saved->emplace_back(tensor, tensor.defined() && tensor.grad_fn().get() == self);
    }
    saved_ = std::move(saved);
  }

  // What forward needed would keep inputs and outputs alive, and the outputs keep this.
  void forget_forward() {
    inputs_.clear();
    tensors_.clear();
    for_backward_.clear();
    for_forward_.clear();
    dirty_.clear();
    non_differentiable_.clear();
  }

  // The engine wants a gradient for each input that is a tensor; Java returns one for each input.
  variable_list for_tensors(variable_list results) const {
    const std::size_t expected = is_tensor_.size();
    while (results.size() > expected && !results.back().defined()) results.pop_back();
    TORCH_CHECK(results.size() == expected, "function ", name(), " returned an incorrect number of gradients (expected ",
                expected, ", got ", results.size(), ")");
    variable_list gradients;
    for (std::size_t i = 0; i < expected; i++) {
      TORCH_CHECK(is_tensor_[i] || !results[i].defined(), "function ", name(),
                  " returned a gradient different than None at position ", i + 1,
                  ", but the corresponding forward input was not a Variable");
      if (is_tensor_[i]) gradients.push_back(std::move(results[i]));
    }
    return gradients;
  }

  JavaObject function_;
  std::vector<bool> is_tensor_;
  std::vector<bool> needs_grad_;
  bool materialize_ = true;
  std::vector<torch::autograd::VariableInfo> output_info_;
  std::shared_ptr<const saved_tensors::Saved> saved_;
  bool released_ = false;

  // Only while forward runs.
  variable_list inputs_;
  variable_list tensors_;
  variable_list for_backward_;
  variable_list for_forward_;
  variable_list dirty_;
  variable_list non_differentiable_;
};

JavaFunction& function(jlong self) { return *reinterpret_cast<JavaFunction*>(self); }

variable_list tensors_of(JNIEnv* env, jlongArray handles) { return Tensors(env, handles).plain().vec(); }

}  // namespace

jlongArray apply(JNIEnv* env, jclass, jobject callee, jlongArray inputs) {
  return guarded(env, [&] {
    const Tensors tensors(env, inputs);
    const std::shared_ptr<JavaFunction> self(new JavaFunction(env, callee, tensors.plain()),
                                             torch::autograd::deleteNode);
    variable_list raw;
    const auto outputs = self->run(self, raw);
    std::vector<jlong> out;
    for (std::size_t i = 0; i < outputs.size(); i++) {
      if (!outputs[i].has_value()) {
        out.push_back(-1);
      } else {
        out.push_back(outputs[i]->is_same(raw[i]) ? 0 : give(*outputs[i]));
      }
    }
    return to_java(env, out);
  });
}

void save_for_backward(JNIEnv* env, jclass, jlong self, jlongArray tensors) {
  guarded(env, [&] { function(self).save_for_backward(tensors_of(env, tensors)); });
}

void save_for_forward(JNIEnv* env, jclass, jlong self, jlongArray tensors) {
  guarded(env, [&] { function(self).save_for_forward(tensors_of(env, tensors)); });
}

jlongArray saved_tensors(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return give_list(env, function(self).saved_tensors()); });
}

jboolean needs_input_grad(JNIEnv* env, jclass, jlong self, jint index) {
  return guarded(env, [&] { return static_cast<jboolean>(function(self).needs_grad(static_cast<std::size_t>(index))); });
}

void mark_dirty(JNIEnv* env, jclass, jlong self, jlongArray tensors) {
  guarded(env, [&] { function(self).mark_dirty(tensors_of(env, tensors)); });
}

void mark_non_differentiable(JNIEnv* env, jclass, jlong self, jlongArray tensors) {
  guarded(env, [&] { function(self).mark_non_differentiable(tensors_of(env, tensors)); });
}

void set_materialize_grads(JNIEnv* env, jclass, jlong self, jboolean value) {
  guarded(env, [&] { function(self).set_materialize(value != JNI_FALSE); });
}

}  // namespace obor::custom_function
