#include "obor/passes.h"

#include <algorithm>

namespace obor::passes {
namespace {

using torch::autograd::GraphTask;
using torch::autograd::Node;

struct Pass {
  std::shared_ptr<GraphTask> task;
  std::shared_ptr<Node> root;
  int id;
  // The pass that a hook or a function began this one in, or -1.
  int parent;

  bool comes_to(const Node* node) const {
    return root.get() == node || task->nodes_in_graph_.count(const_cast<Node*>(node)) != 0;
  }
};

struct Passes {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::shared_ptr<const Pass>> running;
  // Nodes that somebody waits for. A pass that no other one waits for leaves them alone, so that the wait has an end.
  std::vector<const Node*> wanted;
};

// Never destroyed: threads may outlive the virtual machine.
Passes& passes() {
  static auto* passes = new Passes();
  return *passes;
}

std::vector<std::shared_ptr<const Pass>>& begun_by_this_thread() {
  thread_local std::vector<std::shared_ptr<const Pass>> begun;
  return begun;
}

// Whether a pass is the current one of this thread, or one that waits for it.
bool is_own(int id) {
  int own = torch::autograd::get_current_graph_task_id();
  while (own != -1) {
    if (own == id) return true;
    const auto& running = passes().running;
    const auto found = std::find_if(running.begin(), running.end(), [own](const auto& pass) { return pass->id == own; });
    own = found == running.end() ? -1 : (*found)->parent;
  }
  return false;
}

bool is_in_use(const Node* node) {
  const auto& running = passes().running;
  return std::any_of(running.begin(), running.end(),
                     [node](const auto& pass) { return pass->comes_to(node) && !is_own(pass->id); });
}

}  // namespace

Scope::Scope() : begun_before_(begun_by_this_thread().size()) {}

Scope::~Scope() {
  auto& begun = begun_by_this_thread();
  if (begun.size() == begun_before_) return;
  {
    std::lock_guard<std::mutex> lock(passes().mutex);
    auto& running = passes().running;
    for (std::size_t i = begun_before_; i < begun.size(); i++) {
      running.erase(std::find(running.begin(), running.end(), begun[i]));
    }
    if (!passes().wanted.empty()) passes().changed.notify_all();
  }
  begun.resize(begun_before_);
}

void begin(const std::shared_ptr<GraphTask>& task, const std::shared_ptr<Node>& root) {
  const int parent = torch::autograd::get_current_graph_task_id();
  auto pass = std::make_shared<const Pass>(Pass{task, root, static_cast<int>(task->id_), parent});
  begun_by_this_thread().reserve(begun_by_this_thread().size() + 1);
  std::unique_lock<std::mutex> lock(passes().mutex);
  const auto& wanted = passes().wanted;
  passes().changed.wait(lock, [&] {
    return parent != -1 ||
           std::none_of(wanted.begin(), wanted.end(), [&pass](const Node* node) { return pass->comes_to(node); });
  });
  passes().running.push_back(pass);
  begun_by_this_thread().push_back(std::move(pass));
}

Pause::Pause() : lock_(passes().mutex) {}

void Pause::await(const Node* node) {
  if (node == nullptr || !is_in_use(node)) return;
  TORCH_CHECK(torch::autograd::get_current_graph_task_id() == -1,
              "the first hook on ", node->name(),
              " cannot be registered in a hook or a function while another thread goes back through the same graph; "
              "register it before");
  auto& wanted = passes().wanted;
  wanted.push_back(node);
  passes().changed.wait(lock_, [node] { return !is_in_use(node); });
  wanted.erase(std::find(wanted.begin(), wanted.end(), node));
  passes().changed.notify_all();
}

}  // namespace obor::passes
