#include "obor/node_metadata.h"

#include <torch/csrc/autograd/function.h>

#include <mutex>

#include "obor/text.h"

namespace obor {

namespace {

// LibTorch does not guard the metadata of a node.
std::mutex making;

}  // namespace

NodeMetadata& NodeMetadata::of(torch::autograd::Node& node) {
  std::lock_guard<std::mutex> lock(making);
  auto* metadata = dynamic_cast<NodeMetadata*>(node.metadata());
  TORCH_CHECK(metadata != nullptr, "the node ", node.name(), " was made before Obor's engine was in place");
  return *metadata;
}

jobject NodeMetadata::map() {
  {
    std::lock_guard<std::mutex> lock(making);
    if (map_.get() != nullptr) return map_.get();
  }
  Upcall call;
  jobject made = call.env()->CallStaticObjectMethod(call.type(), engine_calls().metadata);
  call.check();
  JavaObject fresh(call.env(), made);
  std::lock_guard<std::mutex> lock(making);
  if (map_.get() == nullptr) map_ = std::move(fresh);
  return map_.get();
}

void NodeMetadata::store_stack() {
  Upcall call;
  call.env()->CallStaticVoidMethod(call.type(), engine_calls().store_stack, map());
  call.check();
}

void NodeMetadata::print_stack(const std::string& node) {
  bool induced = false;
  std::string name = node;
  NodeMetadata* metadata = this;
  while (metadata != nullptr) {
    Upcall call;
    call.env()->CallStaticVoidMethod(call.type(), engine_calls().print_stack, to_java(call.env(), name),
                                     metadata->map(), static_cast<jboolean>(induced));
    call.check();
    const auto parent = metadata->parent_;
    if (parent == nullptr) return;
    name = parent->name();
    metadata = &of(*parent);
    induced = true;
  }
}

void NodeMetadata::assign_parent(const std::shared_ptr<torch::autograd::Node>& parent) { parent_ = parent; }

}  // namespace obor
