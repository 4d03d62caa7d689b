#include "obor/warnings.h"

#include <c10/util/Exception.h>

#include <utility>
#include <vector>

#include "obor/errors.h"
#include "obor/guard.h"
#include "obor/text.h"

namespace obor {
namespace {

jclass receiver = nullptr;
jmethodID receive = nullptr;

class Keeper final : public c10::WarningHandler {
 public:
  void process(const c10::Warning& warning) override { kept_.push_back(warning); }
  bool empty() const { return kept_.empty(); }
  std::vector<c10::Warning> take() { return std::exchange(kept_, {}); }

 private:
  std::vector<c10::Warning> kept_;
};

// What LibTorch warns of in this thread. LibTorch has one handler for each thread, so that each thread is given ours
// when it first comes from Java.
struct ThreadWarnings {
  ThreadWarnings() { c10::WarningUtils::set_warning_handler(&keeper); }
  ~ThreadWarnings() { c10::WarningUtils::set_warning_handler(nullptr); }
  Keeper keeper;
  int depth = 0;
};

ThreadWarnings& thread_warnings() {
  thread_local ThreadWarnings warnings;
  return warnings;
}

void tell(JNIEnv* env, const c10::Warning& warning) {
  const auto& place = warning.source_location();
  jstring message = to_java(env, warning.msg());
  jstring file = message == nullptr ? nullptr : to_java(env, place.file);
  if (file == nullptr) return;
  const bool deprecation = std::holds_alternative<c10::Warning::DeprecationWarning>(warning.type());
  env->CallStaticVoidMethod(receiver, receive, static_cast<jboolean>(deprecation), message, file,
                            static_cast<jint>(place.line));
  env->DeleteLocalRef(file);
  env->DeleteLocalRef(message);
}

// What is pending stays pending; a failure to tell does not take its place.
void tell_all(JNIEnv* env, const std::vector<c10::Warning>& warnings) {
  jthrowable pending = env->ExceptionOccurred();
  if (pending != nullptr) env->ExceptionClear();
  for (const auto& warning : warnings) {
    tell(env, warning);
    if (env->ExceptionCheck()) env->ExceptionClear();
  }
  if (pending != nullptr) {
    env->Throw(pending);
    env->DeleteLocalRef(pending);
  }
}

}  // namespace

void initialize_warnings(JNIEnv* env) {
  jclass local = env->FindClass("dev/obor/Warnings");
  if (local == nullptr) throw PendingJavaException();
  receive = env->GetStaticMethodID(local, "receive", "(ZLjava/lang/String;Ljava/lang/String;I)V");
  if (receive == nullptr) throw PendingJavaException();
  receiver = static_cast<jclass>(env->NewGlobalRef(local));
  env->DeleteLocalRef(local);
}

Warned::Warned() noexcept { thread_warnings().depth++; }

Warned::~Warned() {
  ThreadWarnings& warnings = thread_warnings();
  if (--warnings.depth > 0 || warnings.keeper.empty()) return;
  const std::vector<c10::Warning> kept = warnings.keeper.take();
  if (receiver != nullptr) tell_all(attached_environment(), kept);
}

}  // namespace obor
