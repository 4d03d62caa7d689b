#include "obor/upcall.h"

#include <mutex>

#include "obor/errors.h"
#include "obor/guard.h"
#include "obor/results.h"

namespace obor {
namespace {

EngineCalls calls;

// References that threads unknown to the virtual machine have ended; such a thread may be about to die.
struct Ended {
  std::mutex mutex;
  std::vector<jobject> references;
};

// Never destroyed: threads may end after the process has begun to.
Ended& ended() {
  static auto* ended = new Ended();
  return *ended;
}

void delete_ended(JNIEnv* env) {
  std::vector<jobject> taken;
  {
    std::lock_guard<std::mutex> lock(ended().mutex);
    taken.swap(ended().references);
  }
  for (jobject reference : taken) env->DeleteGlobalRef(reference);
}

jmethodID look_up(JNIEnv* env, const char* name, const char* signature) {
  jmethodID method = env->GetStaticMethodID(calls.type, name, signature);
  if (method == nullptr) throw PendingJavaException();
  return method;
}

// Room for the references of one call; the frame grows when it needs more.
constexpr jint kLocalReferences = 16;

}  // namespace

JavaObject::JavaObject(JNIEnv* env, jobject object) {
  if (object == nullptr) return;
  delete_ended(env);
  reference_ = env->NewGlobalRef(object);
  if (reference_ == nullptr) throw std::bad_alloc();
}

JavaObject::~JavaObject() {
  if (reference_ == nullptr) return;
  JNIEnv* env = nullptr;
  if (java_vm()->GetEnv(reinterpret_cast<void**>(&env), JNI_VERSION_1_8) == JNI_OK) {
    env->DeleteGlobalRef(reference_);
    return;
  }
  std::lock_guard<std::mutex> lock(ended().mutex);
  ended().references.push_back(reference_);
}

const EngineCalls& engine_calls() noexcept { return calls; }

at::Tensor take(jlong handle) {
  if (handle == 0) return at::Tensor();
  return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(
      reinterpret_cast<c10::TensorImpl*>(handle)));
}

Upcall::Upcall() : env_(attached_environment()) {
  if (env_->PushLocalFrame(kLocalReferences) != 0) {
    env_->ExceptionClear();
    throw std::bad_alloc();
  }
}

Upcall::~Upcall() { env_->PopLocalFrame(nullptr); }

void Upcall::check() const {
  if (!env_->ExceptionCheck()) return;
  jthrowable thrown = env_->ExceptionOccurred();
  env_->ExceptionClear();
  throw JavaException(env_, thrown);
}

jlongArray Upcall::give_all(const std::vector<at::Tensor>& tensors) const {
  try {
    return give_list(env_, std::vector<at::Tensor>(tensors));
  } catch (const PendingJavaException&) {
    check();  // what is pending in this thread would not be seen in the one that waits for it
    throw;
  }
}

std::vector<jlong> Upcall::words(jlongArray array) const {
  std::vector<jlong> words(static_cast<std::size_t>(env_->GetArrayLength(array)));
  if (!words.empty()) env_->GetLongArrayRegion(array, 0, static_cast<jsize>(words.size()), words.data());
  return words;
}

std::vector<at::Tensor> Upcall::take_all(jlongArray array) const {
  std::vector<at::Tensor> tensors;
  for (jlong handle : words(array)) tensors.push_back(take(handle));
  return tensors;
}

namespace upcall {

void initialize(JNIEnv* env, jclass, jobject type) {
  guarded(env, [&] {
    calls.type = static_cast<jclass>(env->NewGlobalRef(type));
    if (calls.type == nullptr) throw std::bad_alloc();
    calls.tensor_hooks = look_up(env, "tensorHooks", "(Ljava/lang/Object;J)J");
    calls.accumulated_hooks = look_up(env, "accumulatedHooks", "(Ljava/lang/Object;J)V");
    calls.pre_hooks = look_up(env, "preHooks", "(Ljava/lang/Object;[J)[J");
    calls.post_hooks = look_up(env, "postHooks", "(Ljava/lang/Object;[J[J)[J");
    calls.forward = look_up(env, "forward", "(Ljava/lang/Object;J)[J");
    calls.backward = look_up(env, "backward", "(Ljava/lang/Object;J[J)[J");
    calls.jvp = look_up(env, "jvp", "(Ljava/lang/Object;J[J)[J");
    calls.function_name = look_up(env, "functionName", "(Ljava/lang/Object;)Ljava/lang/String;");
    calls.pack = look_up(env, "pack", "(Ljava/lang/Object;JJ)Ljava/lang/Object;");
    calls.unpack = look_up(env, "unpack", "(Ljava/lang/Object;Ljava/lang/Object;JJ)J");
    calls.metadata = look_up(env, "metadata", "()Ljava/lang/Object;");
    calls.store_stack = look_up(env, "storeStack", "(Ljava/lang/Object;)V");
    calls.print_stack = look_up(env, "printStack", "(Ljava/lang/String;Ljava/lang/Object;Z)V");
  });
}

}  // namespace upcall

}  // namespace obor
