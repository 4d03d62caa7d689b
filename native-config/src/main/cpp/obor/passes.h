// The backward passes that run now. LibTorch reads the hooks of a node without a lock when a pass comes to it, so they
// may only be changed while no other thread's pass can come there.
#pragma once

#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/graph_task.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace obor::passes {

// What this thread begins is over with it.
class Scope {
 public:
  Scope();
  ~Scope();
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

 private:
  std::size_t begun_before_;
};

// Says that a pass is about to run in a scope of this thread.
void begin(const std::shared_ptr<torch::autograd::GraphTask>& task, const std::shared_ptr<torch::autograd::Node>& root);

// Holds off new passes while it lives, and other threads that want to change hooks.
class Pause {
 public:
  Pause();
  // Waits until no pass of another thread goes through the node, which may be null. Throws where this thread works for
  // a pass itself, which the other one could be waiting for. Hooks may have been added meanwhile.
  void await(const torch::autograd::Node* node);

 private:
  std::unique_lock<std::mutex> lock_;
};

}  // namespace obor::passes
