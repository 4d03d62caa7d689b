// The nodes of a gradient graph. A node handle is a std::shared_ptr<Node>* that Java owns.
#pragma once

#include <torch/csrc/autograd/function.h>
#include "obor/jni.h"

#include <memory>

namespace obor::node {

inline const std::shared_ptr<torch::autograd::Node>& borrow_node(jlong handle) {
  return *reinterpret_cast<const std::shared_ptr<torch::autograd::Node>*>(handle);
}

// The node that made a tensor, or 0 for a leaf.
jlong of_tensor(JNIEnv* env, jclass, jlong tensor);
// The node that a gradient of the tensor goes to: the same, or for a leaf the one that sums its gradients up.
jlong gradient_edge(JNIEnv* env, jclass, jlong tensor);
jint output_number(JNIEnv* env, jclass, jlong tensor);
void release(JNIEnv* env, jclass, jlong self);
// Equal for two handles of one node.
jlong identity(JNIEnv* env, jclass, jlong self);
jstring name(JNIEnv* env, jclass, jlong self);
// Pairs of a node handle, or 0, and the number of the input that the gradient goes to.
jlongArray next_functions(JNIEnv* env, jclass, jlong self);
// Puts the java.util.Map that belongs to the node into the array.
void metadata(JNIEnv* env, jclass, jlong self, jobjectArray map);
// As in hooks.h.
void pre_hooks(JNIEnv* env, jclass, jlong self, jobjectArray list);
void post_hooks(JNIEnv* env, jclass, jlong self, jobjectArray list);
// Whether the gradients of a tensor depend on another leaf than the given one.
jboolean reaches_other_leaf(JNIEnv* env, jclass, jlong tensor, jlongArray leaves);

}  // namespace obor::node
