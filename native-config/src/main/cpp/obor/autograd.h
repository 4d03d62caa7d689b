// The gradient state of tensors, and the modes of a thread.
#pragma once

#include <ATen/core/Tensor.h>
#include "obor/jni.h"

namespace obor::autograd {

jboolean requires_grad(JNIEnv* env, jclass, jlong self);
void set_requires_grad(JNIEnv* env, jclass, jlong self, jboolean value);
jboolean is_leaf(JNIEnv* env, jclass, jlong self);
void retain_grad(JNIEnv* env, jclass, jlong self);
void retain_grad(const at::Tensor& tensor);
jboolean retains_grad(JNIEnv* env, jclass, jlong self);
jlong gradient(JNIEnv* env, jclass, jlong self);
void set_gradient(JNIEnv* env, jclass, jlong self, jlong gradient);
jstring gradient_function(JNIEnv* env, jclass, jlong self);
jlong version(JNIEnv* env, jclass, jlong self);
jlong detached_data(JNIEnv* env, jclass, jlong self);
jboolean is_inference(JNIEnv* env, jclass, jlong self);

jboolean is_grad_enabled();
void set_grad_enabled(JNIEnv* env, jclass, jboolean enabled);
jboolean is_inference_mode_enabled();
// Enters inference mode on this thread; the handle must be given back on the same thread.
jlong enter_inference_mode(JNIEnv* env, jclass, jboolean enabled);
void exit_inference_mode(JNIEnv* env, jclass, jlong guard);

}  // namespace obor::autograd
