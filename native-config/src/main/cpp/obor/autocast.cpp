#include "obor/autocast.h"

#include <ATen/autocast_mode.h>

#include "obor/arguments.h"
#include "obor/errors.h"
#include "obor/guard.h"

namespace obor::autocast {

namespace {

constexpr jlong kEnabled = 1;
constexpr jlong kCache = 2;
constexpr int kDtypeShift = 8;

}  // namespace

jboolean is_available(JNIEnv* env, jclass, jint device) {
  return guarded(env, [&] {
    return static_cast<jboolean>(at::autocast::is_autocast_available(obor::device(device).type()));
  });
}

jboolean is_enabled(JNIEnv* env, jclass, jint device) {
  return guarded(env, [&] {
    return static_cast<jboolean>(at::autocast::is_autocast_enabled(obor::device(device).type()));
  });
}

jint get_dtype(JNIEnv* env, jclass, jint device) {
  return guarded(env, [&] { return static_cast<jint>(at::autocast::get_autocast_dtype(obor::device(device).type())); });
}

jboolean is_cache_enabled() { return static_cast<jboolean>(at::autocast::is_autocast_cache_enabled()); }

void clear_cache() {
  guarded(attached_environment(), [&] { at::autocast::clear_cache(); });
}

jlong enter(JNIEnv* env, jclass, jint device, jboolean enabled, jint dtype, jboolean cache) {
  return guarded(env, [&] {
    const at::DeviceType type = obor::device(device).type();
    const at::ScalarType wanted = obor::dtype(dtype);
    const jlong before = (at::autocast::is_autocast_enabled(type) ? kEnabled : 0) |
                         (at::autocast::is_autocast_cache_enabled() ? kCache : 0) |
                         static_cast<jlong>(at::autocast::get_autocast_dtype(type)) << kDtypeShift;
    at::autocast::set_autocast_enabled(type, enabled != JNI_FALSE);
    at::autocast::set_autocast_dtype(type, wanted);
    at::autocast::increment_nesting();
    at::autocast::set_autocast_cache_enabled(cache != JNI_FALSE);
    return before;
  });
}

void leave(JNIEnv* env, jclass, jint device, jlong before) {
  guarded(env, [&] {
    const at::DeviceType type = obor::device(device).type();
    if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    at::autocast::set_autocast_enabled(type, (before & kEnabled) != 0);
    at::autocast::set_autocast_dtype(type, static_cast<at::ScalarType>(before >> kDtypeShift));
    at::autocast::set_autocast_cache_enabled((before & kCache) != 0);
  });
}

}  // namespace obor::autocast
