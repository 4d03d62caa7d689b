#include "obor/devices.h"

#include <ATen/Context.h>
#include <ATen/DeviceAccelerator.h>

#include "obor/arguments.h"
#include "obor/errors.h"
#include "obor/guard.h"

namespace obor::devices {

jboolean is_built(JNIEnv* env, jclass, jint code) {
  return guarded(env, [&] {
    const at::DeviceType type = obor::device(code).type();
    const bool built = type == at::kCPU || type == at::kMeta ||
                       (at::accelerator::isAccelerator(type) &&
                        at::globalContext().getAcceleratorHooksInterface(type).isBuilt());
    return static_cast<jboolean>(built);
  });
}

jint count(JNIEnv* env, jclass, jint code) {
  return guarded(env, [&]() -> jint {
    const at::DeviceType type = obor::device(code).type();
    if (type == at::kCPU || type == at::kMeta) return 1;
    if (!at::accelerator::isAccelerator(type)) return 0;
    const at::AcceleratorHooksInterface& hooks = at::globalContext().getAcceleratorHooksInterface(type);
    return hooks.isBuilt() ? hooks.deviceCount() : 0;
  });
}

jint accelerator() {
  return guarded(attached_environment(), [&]() -> jint {
    const auto type = at::accelerator::getAccelerator(false);
    return type.has_value() ? device_code(at::Device(*type)) : -1;
  });
}

jint current_index() {
  return guarded(attached_environment(), [&] { return static_cast<jint>(at::accelerator::getDeviceIndex()); });
}

void set_current_index(JNIEnv* env, jclass, jint index) {
  guarded(env, [&] { at::accelerator::setDeviceIndex(static_cast<c10::DeviceIndex>(index)); });
}

void synchronize(JNIEnv* env, jclass, jint index) {
  guarded(env, [&] { at::accelerator::synchronizeDevice(static_cast<c10::DeviceIndex>(index)); });
}

void empty_cache() {
  guarded(attached_environment(), [&] {
    const auto type = at::accelerator::getAccelerator(false);
    if (type.has_value() && at::accelerator::deviceCount() > 0) at::accelerator::emptyCache();
  });
}

}  // namespace obor::devices
