// What belongs to a node of a gradient graph beside its function: a Java map, and where anomaly mode saw it made.
#pragma once

#include <torch/csrc/autograd/anomaly_mode.h>
#include "obor/jni.h"

#include <memory>
#include <string>

#include "obor/upcall.h"

namespace obor {

class NodeMetadata final : public torch::autograd::AnomalyMetadata {
 public:
  // The metadata of a node.
  static NodeMetadata& of(torch::autograd::Node& node);

  void store_stack() override;
  void print_stack(const std::string& node) override;
  void assign_parent(const std::shared_ptr<torch::autograd::Node>& parent) override;

  // The java.util.Map, which is made by the first call.
  jobject map();

 private:
  JavaObject map_;
  std::shared_ptr<torch::autograd::Node> parent_;
};

}  // namespace obor
