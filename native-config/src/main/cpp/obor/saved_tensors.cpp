#include "obor/saved_tensors.h"

#include <optional>
#include <string>

#include "obor/arguments.h"
#include "obor/guard.h"
#include "obor/results.h"
#include "obor/text.h"
#include "obor/upcall.h"

namespace obor::saved_tensors {
namespace {

using torch::autograd::SavedVariable;
using SavedPointer = std::shared_ptr<const Saved>;

// What a pack hook returned, in place of the tensor.
class JavaHooks final : public torch::autograd::SavedVariableHooks {
 public:
  explicit JavaHooks(std::shared_ptr<JavaObject> hooks) : hooks_(std::move(hooks)) {}

  void call_pack_hook(const at::Tensor& tensor) override {
    Upcall call;
    jobject packed = call.env()->CallStaticObjectMethod(call.type(), engine_calls().pack, hooks_->get(),
                                                        reinterpret_cast<jlong>(this), give(tensor));
    call.check();
    packed_ = JavaObject(call.env(), packed);
  }

  at::Tensor call_unpack_hook() override {
    Upcall call;
    // Borrowed: the graph that asks keeps what was saved.
    const auto saved = reinterpret_cast<jlong>(saved_ == nullptr ? nullptr : &saved_);
    const jlong tensor = call.env()->CallStaticLongMethod(call.type(), engine_calls().unpack, hooks_->get(),
                                                          packed_.get(), give(tensor_), saved);
    call.check();
    return take(tensor);
  }

  // Without history: that of the packed tensor would lead back to the graph that keeps this.
  void keep(const at::Tensor& tensor) { tensor_ = tensor.detach(); }
  void keep(const SavedPointer& saved) { saved_ = saved; }

 private:
  std::shared_ptr<JavaObject> hooks_;
  JavaObject packed_;
  at::Tensor tensor_;
  SavedPointer saved_;
};

struct ThreadHooks {
  std::vector<std::shared_ptr<JavaObject>> stack;
  std::optional<std::string> disabled;
};

ThreadHooks& thread_hooks() {
  thread_local ThreadHooks hooks;
  return hooks;
}

// Asked for each tensor that is saved, so that it must cost nothing without hooks.
thread_local bool has_hooks = false;

const SavedPointer& borrow_saved(jlong handle) { return *reinterpret_cast<const SavedPointer*>(handle); }

}  // namespace

std::unique_ptr<torch::autograd::SavedVariableHooks> default_hooks() {
  if (!has_hooks) return nullptr;
  return std::make_unique<JavaHooks>(thread_hooks().stack.back());
}

void push_hooks(JNIEnv* env, jclass, jobject hooks) {
  guarded(env, [&] {
    ThreadHooks& thread = thread_hooks();
    TORCH_CHECK(!thread.disabled.has_value(), *thread.disabled);
    thread.stack.push_back(std::make_shared<JavaObject>(env, hooks));
    has_hooks = true;
  });
}

void pop_hooks(JNIEnv* env, jclass) {
  guarded(env, [&] {
    auto& stack = thread_hooks().stack;
    TORCH_CHECK(!stack.empty(), "no saved tensors hooks are in use in this thread");
    stack.pop_back();
    has_hooks = !stack.empty();
  });
}

void set_disabled(JNIEnv* env, jclass, jstring message, jboolean fail_if_in_use) {
  guarded(env, [&] {
    ThreadHooks& thread = thread_hooks();
    if (message == nullptr) {
      thread.disabled.reset();
      return;
    }
    std::string text = from_java(env, message);
    TORCH_CHECK(!fail_if_in_use || thread.stack.empty(), text);
    thread.disabled = std::move(text);
  });
}

jstring disabled_message(JNIEnv* env, jclass) {
  return guarded(env, [&]() -> jstring {
    const auto& disabled = thread_hooks().disabled;
    return disabled.has_value() ? to_java(env, *disabled) : nullptr;
  });
}

void keep_tensor(JNIEnv* env, jclass, jlong packing, jlong tensor) {
  guarded(env, [&] { reinterpret_cast<JavaHooks*>(packing)->keep(borrow(tensor)); });
}

void keep_saved(JNIEnv* env, jclass, jlong packing, jlong saved) {
  guarded(env, [&] { reinterpret_cast<JavaHooks*>(packing)->keep(borrow_saved(saved)); });
}

jlong save(JNIEnv* env, jclass, jlongArray tensors) {
  return guarded(env, [&] {
    auto saved = std::make_shared<Saved>();
    const Tensors given(env, tensors);
    for (const at::Tensor& tensor : given.plain()) saved->emplace_back(tensor, /*is_output=*/false);
    return reinterpret_cast<jlong>(new SavedPointer(std::move(saved)));
  });
}

jlongArray unpack(JNIEnv* env, jclass, jlong handle) {
  return guarded(env, [&] {
    const SavedPointer saved = borrow_saved(handle);
    std::vector<at::Tensor> tensors;
    for (const SavedVariable& variable : *saved) tensors.push_back(variable.unpack());
    return give_list(env, std::move(tensors));
  });
}

void release(JNIEnv* env, jclass, jlong saved) {
  guarded(env, [&] { delete reinterpret_cast<SavedPointer*>(saved); });
}

}  // namespace obor::saved_tensors
