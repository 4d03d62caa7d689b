// The one place where C++ exceptions become Java exceptions.
#pragma once

#include "obor/jni.h"

#include <exception>
#include <utility>

#include "obor/warnings.h"

namespace obor {

// Sets a pending Java exception for the C++ exception that is being handled. Call it in a catch block only.
void raise(JNIEnv* env) noexcept;

// Thrown where JNI itself has already set a pending Java exception.
struct PendingJavaException final : std::exception {
  const char* what() const noexcept override { return "a Java exception is pending"; }
};

// Runs body; whatever it throws becomes a pending Java exception, and a zero value goes back to Java.
template <class Body>
inline auto guarded(JNIEnv* env, Body&& body) noexcept -> decltype(body()) {
  const Warned warned;
  try {
    return std::forward<Body>(body)();
  } catch (...) {
    raise(env);
    return decltype(body())();
  }
}

}  // namespace obor
