#include "obor/autograd.h"

#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/variable.h>

#include "obor/arguments.h"
#include "obor/errors.h"
#include "obor/guard.h"
#include "obor/passes.h"
#include "obor/results.h"
#include "obor/text.h"

namespace obor::autograd {

jboolean requires_grad(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return static_cast<jboolean>(borrow(self).requires_grad()); });
}

void set_requires_grad(JNIEnv* env, jclass, jlong self, jboolean value) {
  guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    const bool wanted = value != JNI_FALSE;
    TORCH_CHECK(tensor.is_leaf() || wanted,
                "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in "
                "a subgraph that doesn't require differentiation use var_no_grad = var.detach().");
    TORCH_CHECK(!wanted || torch::autograd::isDifferentiableType(tensor.scalar_type()),
                "only Tensors of floating point and complex dtype can require gradients");
    tensor.set_requires_grad(wanted);
  });
}

jboolean is_leaf(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return static_cast<jboolean>(borrow(self).is_leaf()); });
}

void retain_grad(JNIEnv* env, jclass, jlong self) {
  guarded(env, [&] { retain_grad(borrow(self)); });
}

void retain_grad(const at::Tensor& tensor) {
  if (tensor.requires_grad() && !tensor.is_leaf() && !tensor.retains_grad()) {
    passes::Pause pause;
    pause.await(tensor.grad_fn().get());
    tensor.retain_grad();
  } else {
    tensor.retain_grad();
  }
}

jboolean retains_grad(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return static_cast<jboolean>(borrow(self).retains_grad()); });
}

jlong gradient(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] {
    // Tensor::grad() warns for tensors that are not leaves; the accessor below it does not.
    auto* meta = torch::autograd::impl::get_autograd_meta(borrow(self));
    return meta == nullptr ? jlong{0} : give(meta->grad());
  });
}

void set_gradient(JNIEnv* env, jclass, jlong self, jlong gradient) {
  guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    if (gradient == 0) {
      tensor.mutable_grad().reset();
      return;
    }
    const at::Tensor& grad = borrow(gradient);
    TORCH_CHECK(!tensor.is_same(grad), "can't assign Variable as its own grad");
    TORCH_CHECK_TYPE(grad.scalar_type() == tensor.scalar_type(), "assigned grad has data of a different type");
    TORCH_CHECK(grad.device() == tensor.device(), "assigned grad has data located on a different device");
    TORCH_CHECK(grad.sizes() == tensor.sizes(), "assigned grad has data of a different size");
    tensor.mutable_grad() = grad;
  });
}

jstring gradient_function(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&]() -> jstring {
    const auto& function = borrow(self).grad_fn();
    return function == nullptr ? nullptr : to_java(env, function->name());
  });
}

jlong version(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return static_cast<jlong>(borrow(self)._version()); });
}

jlong detached_data(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return give(borrow(self).variable_data()); });
}

jboolean is_inference(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return static_cast<jboolean>(borrow(self).is_inference()); });
}

jboolean is_grad_enabled() {
  return guarded(attached_environment(), [&] { return static_cast<jboolean>(at::GradMode::is_enabled()); });
}

void set_grad_enabled(JNIEnv* env, jclass, jboolean enabled) {
  guarded(env, [&] { at::GradMode::set_enabled(enabled != JNI_FALSE); });
}

jboolean is_inference_mode_enabled() {
  return guarded(attached_environment(), [&] { return static_cast<jboolean>(c10::InferenceMode::is_enabled()); });
}

jlong enter_inference_mode(JNIEnv* env, jclass, jboolean enabled) {
  return guarded(env, [&] { return reinterpret_cast<jlong>(new c10::InferenceMode(enabled != JNI_FALSE)); });
}

void exit_inference_mode(JNIEnv* env, jclass, jlong guard) {
  guarded(env, [&] { delete reinterpret_cast<c10::InferenceMode*>(guard); });
}

}  // namespace obor::autograd
