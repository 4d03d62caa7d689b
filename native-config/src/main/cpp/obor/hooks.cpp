#include "obor/hooks.h"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/variable.h>

#include <memory>

#include "obor/arguments.h"
#include "obor/guard.h"
#include "obor/passes.h"
#include "obor/results.h"
#include "obor/text.h"
#include "obor/upcall.h"

namespace obor::hooks {
namespace {

using torch::autograd::Node;
using torch::autograd::variable_list;

class TensorHooks final : public torch::autograd::FunctionPreHook {
 public:
  TensorHooks(std::shared_ptr<JavaObject> list, const std::shared_ptr<Node>& function, std::size_t index)
      : list_(std::move(list)), function_(function), is_leaf_(function == nullptr), index_(index) {}

  variable_list operator()(const variable_list& gradients) override {
    Upcall call;
    const jlong replaced = call.env()->CallStaticLongMethod(call.type(), engine_calls().tensor_hooks, list_->get(),
                                                            give(gradients.at(index_)));
    call.check();
    variable_list results = gradients;
    if (replaced != 0) results[index_] = take(replaced);
    return results;
  }

  jobject list() const { return list_->get(); }
  // An in-place operator gives its tensor a new function; hooks from before stay with the old one.
  bool belongs_to(const std::shared_ptr<Node>& function) const {
    return is_leaf_ ? function == nullptr : function != nullptr && function_.lock() == function;
  }

 private:
  std::shared_ptr<JavaObject> list_;
  std::weak_ptr<Node> function_;
  bool is_leaf_;
  std::size_t index_;
};

class AccumulatedHooks final : public torch::autograd::PostAccumulateGradHook {
 public:
  AccumulatedHooks(JNIEnv* env, jobject list) : list_(env, list) {}

  void operator()(const at::Tensor& tensor) override {
    Upcall call;
    call.env()->CallStaticVoidMethod(call.type(), engine_calls().accumulated_hooks, list_.get(), give(tensor));
    call.check();
  }

  jobject list() const { return list_.get(); }

 private:
  JavaObject list_;
};

class PreHooks final : public torch::autograd::FunctionPreHook {
 public:
  PreHooks(JNIEnv* env, jobject list) : list_(env, list) {}

  variable_list operator()(const variable_list& gradients) override {
    Upcall call;
    auto replaced = static_cast<jlongArray>(call.env()->CallStaticObjectMethod(
        call.type(), engine_calls().pre_hooks, list_.get(), call.give_all(gradients)));
    call.check();
    return replaced == nullptr ? gradients : call.take_all(replaced);
  }

  jobject list() const { return list_.get(); }

 private:
  JavaObject list_;
};

class PostHooks final : public torch::autograd::FunctionPostHook {
 public:
  PostHooks(JNIEnv* env, jobject list) : list_(env, list) {}

  variable_list operator()(const variable_list& results, const variable_list& gradients) override {
    Upcall call;
    auto replaced = static_cast<jlongArray>(
        call.env()->CallStaticObjectMethod(call.type(), engine_calls().post_hooks, list_.get(), call.give_all(results),
                                           call.give_all(gradients)));
    call.check();
    return replaced == nullptr ? results : call.take_all(replaced);
  }

  jobject list() const { return list_.get(); }

 private:
  JavaObject list_;
};

template <class Hooks, class Base>
Hooks* find(std::vector<std::unique_ptr<Base>>& hooks) {
  for (auto& hook : hooks) {
    if (auto* found = dynamic_cast<Hooks*>(hook.get())) return found;
  }
  return nullptr;
}

// The node that the hooks of a tensor are called at, or null for a leaf that no graph knows yet.
std::shared_ptr<Node> node_of(const at::Tensor& tensor) {
  const std::shared_ptr<Node> function = tensor.grad_fn();
  return function != nullptr ? function : torch::autograd::impl::try_get_grad_accumulator(tensor);
}

}  // namespace

void tensor_hooks(JNIEnv* env, jclass, jlong self, jobjectArray list) {
  return guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    TORCH_CHECK(tensor.requires_grad(), "cannot register a hook on a tensor that doesn't require gradient");
    const std::shared_ptr<Node> function = tensor.grad_fn();
    const std::shared_ptr<Node> node = node_of(tensor);
    passes::Pause pause;
    auto known = [&] {
      auto* found = find<TensorHooks>(torch::autograd::impl::hooks(tensor));
      return found != nullptr && found->belongs_to(function) ? found : nullptr;
    };
    if (auto* found = known()) return env->SetObjectArrayElement(list, 0, found->list());
    pause.await(node.get());
    if (auto* found = known()) return env->SetObjectArrayElement(list, 0, found->list());
    torch::autograd::impl::clear_hooks(tensor);
    auto fresh = std::make_shared<JavaObject>(env, env->GetObjectArrayElement(list, 0));
    torch::autograd::impl::add_hook(tensor, std::make_unique<TensorHooks>(fresh, function, 0));
    if (function != nullptr) {
      // A hook may put hooks on other outputs of the function, while LibTorch goes through this list.
      auto& hooks = function->tensor_pre_hooks();
      if (hooks.empty()) hooks.reserve(function->num_inputs());
      function->add_tensor_pre_hook(std::make_unique<TensorHooks>(fresh, function, tensor.output_nr()));
    }
  });
}

void accumulated_hooks(JNIEnv* env, jclass, jlong self, jobjectArray list) {
  return guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    TORCH_CHECK(tensor.requires_grad(), "cannot register a hook on a tensor that doesn't require gradient");
    TORCH_CHECK(tensor.grad_fn() == nullptr, "post accumulate grad hooks cannot be registered on non-leaf tensors");
    const std::shared_ptr<Node> node = node_of(tensor);
    passes::Pause pause;
    auto known = [&] {
      return dynamic_cast<AccumulatedHooks*>(torch::autograd::impl::post_acc_grad_hooks(tensor).get());
    };
    if (auto* found = known()) return env->SetObjectArrayElement(list, 0, found->list());
    pause.await(node.get());
    if (auto* found = known()) return env->SetObjectArrayElement(list, 0, found->list());
    torch::autograd::impl::set_post_acc_grad_hooks(tensor, std::make_unique<AccumulatedHooks>(env, env->GetObjectArrayElement(list, 0)));
  });
}

void pre_hooks(JNIEnv* env, Node& node, jobjectArray list) {
  passes::Pause pause;
  if (auto* found = find<PreHooks>(node.pre_hooks())) return env->SetObjectArrayElement(list, 0, found->list());
  pause.await(&node);
  if (auto* found = find<PreHooks>(node.pre_hooks())) return env->SetObjectArrayElement(list, 0, found->list());
  node.add_pre_hook(std::make_unique<PreHooks>(env, env->GetObjectArrayElement(list, 0)));
}

void post_hooks(JNIEnv* env, Node& node, jobjectArray list) {
  passes::Pause pause;
  if (auto* found = find<PostHooks>(node.post_hooks())) return env->SetObjectArrayElement(list, 0, found->list());
  pause.await(&node);
  if (auto* found = find<PostHooks>(node.post_hooks())) return env->SetObjectArrayElement(list, 0, found->list());
  node.add_post_hook(std::make_unique<PostHooks>(env, env->GetObjectArrayElement(list, 0)));
}

void check_result(JNIEnv* env, jclass, jlong original, jlong result, jstring hook) {
  guarded(env, [&] {
    if (result == 0) return;
    TORCH_CHECK(original != 0, "can't replace a None gradient with a non-None value");
    torch::autograd::check_variable_result(borrow(original), borrow(result), from_java(env, hook));
  });
}

}  // namespace obor::hooks
