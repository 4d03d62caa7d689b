// LibTorch's warnings on their way to Java.
#pragma once

#include "obor/jni.h"

namespace obor {

// Looks up dev.obor.Warnings; called once, when the library is loaded.
void initialize_warnings(JNIEnv* env);

// While one is alive, this thread's warnings are kept; the outermost one hands them to Java at its end, when no kernel
// is running any more that the user's handler could disturb.
class Warned {
 public:
  Warned() noexcept;
  ~Warned();
  Warned(const Warned&) = delete;
  Warned& operator=(const Warned&) = delete;
};

}  // namespace obor
