#include "obor/errors.h"

#include <c10/util/Exception.h>

#include <new>
#include <stdexcept>
#include <string>
#include <utility>

#include "obor/guard.h"
#include "obor/text.h"

namespace obor {
namespace {

JavaVM* vm = nullptr;

// In the order of dev.obor.TorchException's nested kinds: the class and its constructor that takes a message.
struct ExceptionClass {
  const char* name;
  jclass type = nullptr;
  jmethodID constructor = nullptr;
};

ExceptionClass runtime_error{"dev/obor/TorchException"};
ExceptionClass index_error{"dev/obor/IndexException"};
ExceptionClass value_error{"dev/obor/ValueException"};
ExceptionClass type_error{"dev/obor/TypeException"};
ExceptionClass not_implemented_error{"dev/obor/NotImplementedException"};
ExceptionClass out_of_memory_error{"dev/obor/OutOfMemoryException"};
ExceptionClass lin_alg_error{"dev/obor/LinAlgException"};

void look_up(JNIEnv* env, ExceptionClass& exception) {
  jclass local = env->FindClass(exception.name);
  if (local == nullptr) throw PendingJavaException();
  exception.constructor = env->GetMethodID(local, "<init>", "(Ljava/lang/String;)V");
  if (exception.constructor == nullptr) throw PendingJavaException();
  exception.type = static_cast<jclass>(env->NewGlobalRef(local));
  env->DeleteLocalRef(local);
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// Errors call a tensor's type CPUFloatType in LibTorch, and torch.FloatTensor in Python.
std::string with_python_types(std::string text) {
  if (text.find("Type") == std::string::npos) return text;
  static const std::pair<const char*, const char*> kDevices[] = {{"SparseCPU", "torch.sparse."},
                                                                 {"SparseCUDA", "torch.cuda.sparse."},
                                                                 {"CPU", "torch."},
                                                                 {"CUDA", "torch.cuda."}};
  for (const auto& [device, module] : kDevices) {
    for (const char* type : {"Byte", "Char", "Double", "Float", "Half", "Int", "Long", "Short"}) {
      replace_all(text, std::string(device) + type + "Type", std::string(module) + type + "Tensor");
    }
  }
  return text;
}

void throw_new(JNIEnv* env, const ExceptionClass& exception, const char* message) noexcept {
  jstring text = nullptr;
  try {
    text = to_java(env, with_python_types(message));
  } catch (const std::bad_alloc&) {
    text = to_java(env, message);
  }
  if (text == nullptr) return;  // the allocation of the text left its own exception pending
  auto thrown = static_cast<jthrowable>(env->NewObject(exception.type, exception.constructor, text));
  if (thrown != nullptr) env->Throw(thrown);
}

}  // namespace

JavaVM* java_vm() noexcept { return vm; }

void initialize_errors(JNIEnv* env) {
  if (env->GetJavaVM(&vm) != JNI_OK) throw std::runtime_error("the Java virtual machine cannot be reached");
  for (ExceptionClass* exception : {&runtime_error, &index_error, &value_error, &type_error, &not_implemented_error,
                                    &out_of_memory_error, &lin_alg_error}) {
    look_up(env, *exception);
  }
}

JNIEnv* attached_environment() {
  JNIEnv* env = nullptr;
  if (vm->GetEnv(reinterpret_cast<void**>(&env), JNI_VERSION_1_8) == JNI_OK) return env;
  if (vm->AttachCurrentThreadAsDaemon(reinterpret_cast<void**>(&env), nullptr) != JNI_OK) {
    throw std::runtime_error("this thread cannot be attached to the Java virtual machine");
  }
  return env;
}

JavaException::JavaException(JNIEnv* env, jthrowable thrown)
    : thrown_(static_cast<jobject>(env->NewGlobalRef(thrown)), [](jobject reference) {
        if (reference != nullptr) attached_environment()->DeleteGlobalRef(reference);
      }) {}

jthrowable JavaException::thrown() const noexcept { return static_cast<jthrowable>(thrown_.get()); }

void raise(JNIEnv* env) noexcept {
  if (env->ExceptionCheck()) return;
  try {
    throw;
  } catch (const PendingJavaException&) {
    throw_new(env, runtime_error, "a Java exception was lost on its way through native code");
  } catch (const JavaException& e) {
    env->Throw(e.thrown());
  } catch (const c10::OutOfMemoryError& e) {
    throw_new(env, out_of_memory_error, e.what_without_backtrace());
  } catch (const c10::IndexError& e) {
    throw_new(env, index_error, e.what_without_backtrace());
  } catch (const c10::ValueError& e) {
    throw_new(env, value_error, e.what_without_backtrace());
  } catch (const c10::TypeError& e) {
    throw_new(env, type_error, e.what_without_backtrace());
  } catch (const c10::NotImplementedError& e) {
    throw_new(env, not_implemented_error, e.what_without_backtrace());
  } catch (const c10::LinAlgError& e) {
    throw_new(env, lin_alg_error, e.what_without_backtrace());
  } catch (const c10::Error& e) {
    throw_new(env, runtime_error, e.what_without_backtrace());
  } catch (const std::bad_alloc&) {
    throw_new(env, out_of_memory_error, "the native heap is exhausted (std::bad_alloc)");
  } catch (const std::exception& e) {
    throw_new(env, runtime_error, e.what());
  } catch (...) {
    throw_new(env, runtime_error, "native code threw something that is not a C++ exception");
  }
}

}  // namespace obor
