// Functions whose forward and backward are written in Java. A function handle is good while a call into it runs.
#pragma once

#include "obor/jni.h"

namespace obor::custom_function {

// Runs the forward function of a dev.obor.AutogradEngine.CustomFunction and records it. For each output: 0 where it is
// the tensor that forward returned, -1 where forward returned none, else the tensor that takes its place.
jlongArray apply(JNIEnv* env, jclass, jobject function, jlongArray inputs);

void save_for_backward(JNIEnv* env, jclass, jlong self, jlongArray tensors);
void save_for_forward(JNIEnv* env, jclass, jlong self, jlongArray tensors);
jlongArray saved_tensors(JNIEnv* env, jclass, jlong self);
jboolean needs_input_grad(JNIEnv* env, jclass, jlong self, jint index);
void mark_dirty(JNIEnv* env, jclass, jlong self, jlongArray tensors);
void mark_non_differentiable(JNIEnv* env, jclass, jlong self, jlongArray tensors);
void set_materialize_grads(JNIEnv* env, jclass, jlong self, jboolean value);

}  // namespace obor::custom_function
