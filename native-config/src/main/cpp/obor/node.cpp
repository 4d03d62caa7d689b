#include "obor/node.h"

#include <torch/csrc/autograd/functions/accumulate_grad.h>
#include <torch/csrc/autograd/variable.h>

#include <unordered_set>

#include "obor/arguments.h"
#include "obor/guard.h"
#include "obor/hooks.h"
#include "obor/node_metadata.h"
#include "obor/results.h"
#include "obor/text.h"

namespace obor::node {
namespace {

using torch::autograd::Node;

jlong give_node(std::shared_ptr<Node> node) {
  return node == nullptr ? 0 : reinterpret_cast<jlong>(new std::shared_ptr<Node>(std::move(node)));
}

}  // namespace

jlong of_tensor(JNIEnv* env, jclass, jlong tensor) {
  return guarded(env, [&] { return give_node(borrow(tensor).grad_fn()); });
}

jlong gradient_edge(JNIEnv* env, jclass, jlong tensor) {
  return guarded(env, [&] { return give_node(torch::autograd::impl::gradient_edge(borrow(tensor)).function); });
}

jint output_number(JNIEnv* env, jclass, jlong tensor) {
  return guarded(env, [&] { return static_cast<jint>(borrow(tensor).output_nr()); });
}

void release(JNIEnv* env, jclass, jlong self) {
  guarded(env, [&] { delete reinterpret_cast<std::shared_ptr<Node>*>(self); });
}

jlong identity(JNIEnv*, jclass, jlong self) { return reinterpret_cast<jlong>(borrow_node(self).get()); }

jstring name(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return to_java(env, borrow_node(self)->name()); });
}

jlongArray next_functions(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] {
    std::vector<jlong> pairs;
    for (const auto& edge : borrow_node(self)->next_edges()) {
      pairs.push_back(give_node(edge.function));
      pairs.push_back(edge.input_nr);
    }
    return to_java(env, pairs);
  });
}

void metadata(JNIEnv* env, jclass, jlong self, jobjectArray map) {
  guarded(env, [&] { env->SetObjectArrayElement(map, 0, NodeMetadata::of(*borrow_node(self)).map()); });
}

void pre_hooks(JNIEnv* env, jclass, jlong self, jobjectArray list) {
  guarded(env, [&] { hooks::pre_hooks(env, *borrow_node(self), list); });
}

void post_hooks(JNIEnv* env, jclass, jlong self, jobjectArray list) {
  guarded(env, [&] { hooks::post_hooks(env, *borrow_node(self), list); });
}

jboolean reaches_other_leaf(JNIEnv* env, jclass, jlong tensor, jlongArray leaves) {
  return guarded(env, [&] {
    std::unordered_set<const at::TensorImpl*> known;
    const Tensors given(env, leaves);
    for (const at::Tensor& leaf : given.plain()) known.insert(leaf.unsafeGetTensorImpl());
    std::unordered_set<const Node*> seen;
    std::vector<const Node*> open{torch::autograd::impl::gradient_edge(borrow(tensor)).function.get()};
    while (!open.empty()) {
      const Node* node = open.back();
      open.pop_back();
      if (node == nullptr || !seen.insert(node).second) continue;
      if (const auto* leaf = dynamic_cast<const torch::autograd::AccumulateGrad*>(node)) {
        if (known.count(leaf->variable.unsafeGetTensorImpl()) == 0) return static_cast<jboolean>(JNI_TRUE);
      }
      for (const auto& edge : node->next_edges()) open.push_back(edge.function.get());
    }
    return static_cast<jboolean>(JNI_FALSE);
  });
}

}  // namespace obor::node
