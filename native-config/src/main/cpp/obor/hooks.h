// Java hooks on tensors and on nodes. All hooks of one place are in one dev.obor.HookList, which C++ keeps.
#pragma once

#include <torch/csrc/autograd/function.h>
#include "obor/jni.h"

namespace obor::hooks {

// Each puts the list in the array in place, or into the array the list that is in place already.
void tensor_hooks(JNIEnv* env, jclass, jlong self, jobjectArray list);
void accumulated_hooks(JNIEnv* env, jclass, jlong self, jobjectArray list);
void pre_hooks(JNIEnv* env, torch::autograd::Node& node, jobjectArray list);
void post_hooks(JNIEnv* env, torch::autograd::Node& node, jobjectArray list);

// Throws Python's error when a hook replaced a gradient by one of another type or size; 0 is None.
void check_result(JNIEnv* env, jclass, jlong original, jlong result, jstring hook);

}  // namespace obor::hooks
