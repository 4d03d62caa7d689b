// Calls from C++ into Java, and the Java objects that C++ keeps for them.
#pragma once

#include <ATen/core/Tensor.h>
#include "obor/jni.h"

#include <utility>
#include <vector>

namespace obor {

// A Java object that C++ keeps reachable. Any thread may end it, also one that the virtual machine does not know.
class JavaObject {
 public:
  JavaObject() = default;
  JavaObject(JNIEnv* env, jobject object);
  JavaObject(JavaObject&& other) noexcept : reference_(std::exchange(other.reference_, nullptr)) {}
  JavaObject& operator=(JavaObject&& other) noexcept {
    std::swap(reference_, other.reference_);
    return *this;
  }
  JavaObject(const JavaObject&) = delete;
  JavaObject& operator=(const JavaObject&) = delete;
  ~JavaObject();
  jobject get() const noexcept { return reference_; }

 private:
  jobject reference_ = nullptr;
};

// The static methods of dev.obor.EngineCalls.
struct EngineCalls {
  jclass type = nullptr;
  jmethodID tensor_hooks = nullptr;
  jmethodID accumulated_hooks = nullptr;
  jmethodID pre_hooks = nullptr;
  jmethodID post_hooks = nullptr;
  jmethodID forward = nullptr;
  jmethodID backward = nullptr;
  jmethodID jvp = nullptr;
  jmethodID function_name = nullptr;
  jmethodID pack = nullptr;
  jmethodID unpack = nullptr;
  jmethodID metadata = nullptr;
  jmethodID store_stack = nullptr;
  jmethodID print_stack = nullptr;
};

const EngineCalls& engine_calls() noexcept;

// Takes over the reference that came with a handle; 0 is an undefined tensor.
at::Tensor take(jlong handle);

// One call into Java: its local references end with it, and its exception continues as a JavaException.
class Upcall {
 public:
  Upcall();
  ~Upcall();
  Upcall(const Upcall&) = delete;
  Upcall& operator=(const Upcall&) = delete;

  JNIEnv* env() const noexcept { return env_; }
  jclass type() const noexcept { return engine_calls().type; }

  // Throws what Java threw.
  void check() const;
  // New references for Java; an undefined tensor becomes 0.
  jlongArray give_all(const std::vector<at::Tensor>& tensors) const;
  // The elements of an array.
  std::vector<jlong> words(jlongArray array) const;
  // Takes over the references in an array.
  std::vector<at::Tensor> take_all(jlongArray array) const;

 private:
  JNIEnv* env_;
};

namespace upcall {

// Looks up the methods of the java.lang.Class; called once, before Java gives C++ an object.
void initialize(JNIEnv* env, jclass, jobject calls);

}  // namespace upcall

}  // namespace obor
