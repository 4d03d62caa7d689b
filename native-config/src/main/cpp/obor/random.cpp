#include "obor/random.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/core/Generator.h>

#include <mutex>

#include "obor/arguments.h"
#include "obor/guard.h"
#include "obor/results.h"

namespace obor::random {
namespace {

jlong give_generator(const at::Generator& generator) {
  c10::intrusive_ptr<c10::GeneratorImpl> impl = generator.getIntrusivePtr();
  return reinterpret_cast<jlong>(impl.release());
}

}  // namespace

void manual_seed(JNIEnv* env, jclass, jlong seed) {
  guarded(env, [&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

jlong default_generator(JNIEnv* env, jclass, jint code) {
  return guarded(env, [&] { return give_generator(at::globalContext().defaultGenerator(obor::device(code))); });
}

jlong create(JNIEnv* env, jclass, jint code) {
  return guarded(env, [&] {
    const at::Device device = obor::device(code);
    return give_generator(device.is_cpu() ? at::detail::createCPUGenerator()
                                          : at::globalContext().getAcceleratorHooksInterface(device.type())
                                                .getNewGenerator(device.index()));
  });
}

void release(JNIEnv* env, jclass, jlong self) {
  guarded(env, [&] {
    c10::intrusive_ptr<c10::GeneratorImpl>::reclaim(reinterpret_cast<c10::GeneratorImpl*>(self));
  });
}

void set_seed(JNIEnv* env, jclass, jlong self, jlong seed) {
  guarded(env, [&] {
    at::Generator generator = obor::generator(self);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_current_seed(static_cast<uint64_t>(seed));
  });
}

jlong initial_seed(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return static_cast<jlong>(obor::generator(self).current_seed()); });
}

jlong seed(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] {
    at::Generator generator = obor::generator(self);
    std::lock_guard<std::mutex> lock(generator.mutex());
    return static_cast<jlong>(generator.seed());
  });
}

jlong get_state(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] {
    at::Generator generator = obor::generator(self);
    std::lock_guard<std::mutex> lock(generator.mutex());
    return give(generator.get_state());
  });
}

void set_state(JNIEnv* env, jclass, jlong self, jlong state) {
  guarded(env, [&] {
    at::Generator generator = obor::generator(self);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_state(borrow(state));
  });
}

jlong clone_state(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] {
    at::Generator generator = obor::generator(self);
    std::lock_guard<std::mutex> lock(generator.mutex());
    return give_generator(generator.clone());
  });
}

jlong get_offset(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] {
    at::Generator generator = obor::generator(self);
    std::lock_guard<std::mutex> lock(generator.mutex());
    return static_cast<jlong>(generator.get_offset());
  });
}

void set_offset(JNIEnv* env, jclass, jlong self, jlong offset) {
  guarded(env, [&] {
    at::Generator generator = obor::generator(self);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_offset(static_cast<uint64_t>(offset));
  });
}

jint device(JNIEnv* env, jclass, jlong self) {
  return guarded(env, [&] { return device_code(obor::generator(self).device()); });
}

}  // namespace obor::random
