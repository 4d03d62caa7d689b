// Java exceptions that travel through C++ frames and come out as themselves.
#pragma once

#include "obor/jni.h"

#include <exception>
#include <memory>
#include <string>

namespace obor {

// Holds a Java throwable while C++ unwinds, for example out of a hook that backward() called.
class JavaException final : public std::exception {
 public:
  JavaException(JNIEnv* env, jthrowable thrown);
  const char* what() const noexcept override { return "a Java exception"; }
  jthrowable thrown() const noexcept;

 private:
  std::shared_ptr<_jobject> thrown_;
};

// The virtual machine that loaded this library.
JavaVM* java_vm() noexcept;

// Remembers the virtual machine and looks up the exception classes; called once, when the library is loaded.
void initialize_errors(JNIEnv* env);

// The JNI environment of this thread, attached as a daemon where it is one of LibTorch's own threads.
JNIEnv* attached_environment();

}  // namespace obor
