// Tensors that a graph saves for its backward pass, and the Java hooks that say how.
#pragma once

#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/saved_variable_hooks.h>
#include "obor/jni.h"

#include <memory>
#include <vector>

namespace obor::saved_tensors {

// Tensors that are saved together. Unpacking is safe in several threads.
using Saved = std::vector<torch::autograd::SavedVariable>;

// The hooks that this thread wants for what is saved now, or null.
std::unique_ptr<torch::autograd::SavedVariableHooks> default_hooks();

// Begins or ends the use of hooks in this thread; the innermost pair counts.
void push_hooks(JNIEnv* env, jclass, jobject hooks);
void pop_hooks(JNIEnv* env, jclass);
// With a message, hooks are refused with it, in this thread; with null they are accepted again.
void set_disabled(JNIEnv* env, jclass, jstring message, jboolean fail_if_in_use);
jstring disabled_message(JNIEnv* env, jclass);

// For the pack hook that runs: keeps a tensor, or tensors saved before, with what the hook returns.
void keep_tensor(JNIEnv* env, jclass, jlong packing, jlong tensor);
void keep_saved(JNIEnv* env, jclass, jlong packing, jlong saved);

// Saves tensors as an operator would. Java owns the handle; the tensors live on where keep_saved has kept them.
jlong save(JNIEnv* env, jclass, jlongArray tensors);
jlongArray unpack(JNIEnv* env, jclass, jlong saved);
void release(JNIEnv* env, jclass, jlong saved);

}  // namespace obor::saved_tensors
