#include "obor/profiler.h"

#include <ATen/core/ivalue.h>
#include <ATen/record_function.h>

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "obor/errors.h"
#include "obor/guard.h"
#include "obor/results.h"
#include "obor/text.h"

namespace obor::profiler {
namespace {

struct Function {
  std::string name;
  jlong begin;
  jlong end;
  jlong caller;
  jlong scope;
  jlong sequence;
  jlong thread;
};

struct Record {
  std::vector<Function> functions;
  std::vector<jlong> shapes;
  std::vector<std::size_t> open;
  bool with_shapes = false;
  at::CallbackHandle callback = at::INVALID_CALLBACK_HANDLE;
};

// What is noted in this thread. A function that is still running when the record ends holds it, too.
thread_local std::shared_ptr<Record> current;

struct Running final : at::ObserverContext {
  std::shared_ptr<Record> record;
  std::size_t place;
};

jlong now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

void add_shapes(std::vector<jlong>& shapes, const at::RecordFunction& function) {
  shapes.push_back(static_cast<jlong>(function.inputs().size()));
  for (const c10::IValue& input : function.inputs()) {
    const bool has_sizes = input.isTensor() && input.toTensor().defined() && !input.toTensor().is_nested();
    const at::IntArrayRef sizes = has_sizes ? input.toTensor().sizes() : at::IntArrayRef();
    shapes.push_back(static_cast<jlong>(sizes.size()));
    shapes.insert(shapes.end(), sizes.begin(), sizes.end());
  }
}

std::unique_ptr<at::ObserverContext> started(const at::RecordFunction& function) {
  if (current == nullptr) return nullptr;
  Record& record = *current;
  auto running = std::make_unique<Running>();
  running->record = current;
  running->place = record.functions.size();
  record.functions.push_back({function.name(), 0, -1, record.open.empty() ? -1 : static_cast<jlong>(record.open.back()),
                              static_cast<jlong>(function.scope()), function.seqNr(),
                              static_cast<jlong>(function.threadId())});
  record.open.push_back(running->place);
  if (record.with_shapes) add_shapes(record.shapes, function);
  record.functions.back().begin = now();
  return running;
}

void ended(const at::RecordFunction&, at::ObserverContext* context) {
  if (context == nullptr) return;
  const jlong time = now();
  auto& running = *static_cast<Running*>(context);
  Record& record = *running.record;
  record.functions[running.place].end = time;
  while (!record.open.empty() && record.open.back() >= running.place) record.open.pop_back();
}

jobjectArray names(JNIEnv* env, const std::vector<Function>& functions) {
  jclass type = env->FindClass("java/lang/String");
  if (type == nullptr) throw PendingJavaException();
  jobjectArray array = env->NewObjectArray(static_cast<jsize>(functions.size()), type, nullptr);
  if (array == nullptr) throw PendingJavaException();
  for (std::size_t i = 0; i < functions.size(); i++) {
    jstring name = to_java(env, functions[i].name);
    if (name == nullptr) throw PendingJavaException();
    env->SetObjectArrayElement(array, static_cast<jsize>(i), name);
    env->DeleteLocalRef(name);
  }
  return array;
}

}  // namespace

jlong begin(JNIEnv* env, jclass, jboolean shapes) {
  return guarded(env, [&] {
    TORCH_CHECK(current == nullptr, "Profiler is already enabled on this thread.");
    auto record = std::make_shared<Record>();
    record->with_shapes = shapes != 0;
    auto handle = std::make_unique<std::shared_ptr<Record>>(record);
    record->callback = at::addThreadLocalCallback(
        at::RecordFunctionCallback(&started, &ended)
            .needsInputs(record->with_shapes)
            .scopes({at::RecordScope::FUNCTION, at::RecordScope::BACKWARD_FUNCTION, at::RecordScope::USER_SCOPE}));
    current = std::move(record);
    return reinterpret_cast<jlong>(handle.release());
  });
}

void end(JNIEnv* env, jclass, jlong recorded, jobjectArray into) {
  guarded(env, [&] {
    const std::unique_ptr<std::shared_ptr<Record>> handle(reinterpret_cast<std::shared_ptr<Record>*>(recorded));
    Record& ending = **handle;
    at::removeCallback(ending.callback);
    current.reset();
    const jlong time = now();
    std::vector<jlong> numbers;
    numbers.reserve(6 * ending.functions.size());
    for (const Function& f : ending.functions) {
      for (jlong n : {f.begin, f.end < 0 ? time : f.end, f.caller, f.scope, f.sequence, f.thread}) numbers.push_back(n);
    }
    env->SetObjectArrayElement(into, 0, names(env, ending.functions));
    env->SetObjectArrayElement(into, 1, to_java(env, numbers));
    env->SetObjectArrayElement(into, 2, to_java(env, ending.shapes));
  });
}

jlong enter(JNIEnv* env, jclass, jstring name) {
  return guarded(env, [&] {
    auto function = std::make_unique<at::RecordFunction>(at::RecordScope::USER_SCOPE);
    if (function->isActive()) function->before(from_java(env, name));
    return reinterpret_cast<jlong>(function.release());
  });
}

void leave(JNIEnv* env, jclass, jlong function) {
  guarded(env, [&] { delete reinterpret_cast<at::RecordFunction*>(function); });
}

}  // namespace obor::profiler
