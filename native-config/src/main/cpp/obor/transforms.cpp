#include "obor/transforms.h"

#include <ATen/WrapDimUtils.h>
#include <ATen/core/Tensor.h>
#include <ATen/functorch/BatchedTensorImpl.h>
#include <ATen/functorch/DynamicLayer.h>
#include <ATen/functorch/TensorWrapper.h>
#include <c10/core/AutogradState.h>
#include <c10/core/GradMode.h>
#include <c10/core/impl/LocalDispatchKeySet.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "obor/arguments.h"
#include "obor/errors.h"
#include "obor/guard.h"
#include "obor/results.h"

namespace obor::transforms {
namespace {

using at::functorch::RandomnessType;
using at::functorch::TransformType;

RandomnessType randomness_type(jint code) {
  switch (code) {
    case 0: return RandomnessType::Error;
    case 1: return RandomnessType::Same;
    default: return RandomnessType::Different;
  }
}

}  // namespace

jlong begin_vmap(JNIEnv* env, jclass, jlong batch_size, jint randomness) {
  return guarded(env, [&] {
    return static_cast<jlong>(at::functorch::initAndPushDynamicLayer(
        TransformType::Vmap, c10::SymInt(static_cast<int64_t>(batch_size)), randomness_type(randomness)));
  });
}

jlong begin_grad() {
  return guarded(attached_environment(), [&] {
    return static_cast<jlong>(at::functorch::initAndPushDynamicLayer(TransformType::Grad, std::nullopt, std::nullopt,
                                                                     c10::GradMode::is_enabled()));
  });
}

jlong begin_jvp() {
  return guarded(attached_environment(), [&] {
    return static_cast<jlong>(at::functorch::initAndPushDynamicLayer(
        TransformType::Jvp, std::nullopt, std::nullopt, std::nullopt,
        c10::AutogradState::get_tls_state().get_fw_grad_mode()));
  });
}

void end() {
  guarded(attached_environment(), [&] { at::functorch::popDynamicLayerAndDeleteMetadata(); });
}

jint depth() {
  return guarded(attached_environment(), [&] { return static_cast<jint>(at::functorch::getDynamicLayerStack().size()); });
}

jboolean suspend(jboolean suspended) {
  return guarded(attached_environment(), [&] {
    const bool before = c10::impl::tls_is_dispatch_key_excluded(c10::DispatchKey::FuncTorchDynamicLayerFrontMode);
    c10::impl::tls_set_dispatch_key_excluded(c10::DispatchKey::FuncTorchDynamicLayerFrontMode, suspended);
    c10::impl::tls_set_dispatch_key_excluded(c10::DispatchKey::FuncTorchDynamicLayerBackMode, suspended);
    return static_cast<jboolean>(before);
  });
}

jlong add_batch_dim(JNIEnv* env, jclass, jlong self, jlong dim, jlong level) {
  return guarded(env, [&] { return give(at::functorch::addBatchDim(borrow(self), dim, level)); });
}

jlong remove_batch_dim(JNIEnv* env, jclass, jlong self, jlong level, jlong batch_size, jlong out_dim) {
  return guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    const int64_t to = at::maybe_wrap_dim(static_cast<int64_t>(out_dim), tensor.dim() + 1);
    const auto* batched = at::functorch::maybeGetBatchedImpl(tensor);
    if (batched == nullptr || batched->level() < level) {
      std::vector<int64_t> sizes = tensor.sizes().vec();
      sizes.insert(sizes.begin() + to, static_cast<int64_t>(batch_size));
      return give(tensor.unsqueeze(to).expand(sizes));
    }
    TORCH_CHECK(batched->level() == level, "a tensor of a vmap that has ended was returned from another one");
    const at::Tensor& value = batched->value();
    return give(batched->bdim() == to ? value : value.movedim(batched->bdim(), to));
  });
}

jlong wrap(JNIEnv* env, jclass, jlong self, jlong level) {
  return guarded(env, [&] { return give(at::functorch::makeTensorWrapper(borrow(self), level)); });
}

jlong unwrap(JNIEnv* env, jclass, jlong self, jlong level) {
  return guarded(env, [&] {
    const at::Tensor& tensor = borrow(self);
    const auto* wrapper = at::functorch::maybeGetTensorWrapper(tensor);
    return give(wrapper != nullptr && wrapper->level() == level ? wrapper->value() : tensor);
  });
}

jlongArray layer(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&]() -> jlongArray {
    const at::Tensor& tensor = borrow(self);
    if (const auto* batched = at::functorch::maybeGetBatchedImpl(tensor)) {
      return to_java(env, {batched->level(), batched->bdim(), give(batched->value())});
    }
    if (const auto* wrapper = at::functorch::maybeGetTensorWrapper(tensor)) {
      return to_java(env, {wrapper->level().value_or(-1), -1, give(wrapper->value())});
    }
    return nullptr;
  });
}

}  // namespace obor::transforms
